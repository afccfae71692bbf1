package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.rehearsal.DrilledPart;
import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprint;

/** What drills run on: whose it is decides what becomes of it. */
sealed interface DrilledStack {
  /**
   * One that the run makes.
   *
   * @param blueprint what is provisioned
   * @param keep whether it is left standing
   */
  record Made(Blueprint blueprint, boolean keep) implements DrilledStack {}

  /**
   * One that somebody else made, and lets be drilled: it is neither provisioned nor removed.
   *
   * @param vpcId its VPC
   * @param part what of it is drilled and watched
   */
  record Attached(String vpcId, DrilledPart part) implements DrilledStack {
    /**
     * All that is described in its VPC now. Its owner may change their mind, and the stack, at any
     * time.
     *
     * @param name under which it was to be drilled
     * @throws BadInput when its owner does not let it be drilled so any more, or the group is gone
     */
    Inventory whole(AwsSession aws, String name) {
      Inventory whole = new Discovery(aws).byVpc(vpcId);
      OptIn.require(whole, vpcId, name);
      if (part.in(whole).all(Kind.AUTO_SCALING_GROUP).isEmpty()) {
        throw new BadInput("the group " + part.group() + " is not in the stack any more");
      }
      return whole;
    }
  }
}
