package dev.azdrill.cli;

import dev.azdrill.feature.AttachedArchitecture;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.session.AwsSession;

/**
 * The stack that a run of features is attached to.
 *
 * @param stack what its owner calls it
 * @param attached where it is, and what of it is drilled
 */
record AttachedForFeatures(String stack, DrilledStack.Attached attached)
    implements AttachedArchitecture {
  @Override
  public String dnsName() {
    return attached.part().endpoint().dnsName();
  }

  @Override
  public boolean tls() {
    return attached.part().endpoint().tls();
  }

  @Override
  public Inventory whole(AwsSession aws) {
    return attached.whole(aws, stack);
  }

  @Override
  public Inventory drilled(Inventory whole) {
    return attached.part().in(whole);
  }
}
