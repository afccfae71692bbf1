package dev.azdrill.feature;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.session.AwsSession;

/**
 * A stack that somebody else made and lets be drilled, on which all scenarios of a run work.
 * Nothing of it is made, and nothing of it is removed.
 */
public interface AttachedArchitecture {
  /** What its owner calls it: its lock and its undos are found by that name. */
  String stack();

  /** Where its clients knock: a DNS name. */
  String dnsName();

  /** Whether they use HTTPS. */
  boolean tls();

  /**
   * All that is described in its VPC now.
   *
   * @throws RuntimeException when its owner does not let it be drilled any more, or what is drilled
   *     is not there any more
   */
  Inventory whole(AwsSession aws);

  /** What of it is drilled and watched. */
  Inventory drilled(Inventory whole);
}
