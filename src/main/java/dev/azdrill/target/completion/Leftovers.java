package dev.azdrill.target.completion;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * Network interfaces that a foreign EC2 forgets: on AWS those of a terminated instance and of a
 * deleted NAT gateway go with it, LocalStack leaves them, and no VPC can be left without residue.
 *
 * <p>Only those are removed whose owner was seen and is seen to be gone.
 */
final class Leftovers {
  private final Kernel kernel;
  private final Consumer<String> delete;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param delete deletes a network interface by its id
   */
  Leftovers(Kernel kernel, Consumer<String> delete) {
    this.kernel = kernel;
    this.delete = delete;
  }

  /** Compares two readings; called under the writer's lock. */
  void compare(Inventory before, Inventory after) {
    Set<String> orphans = owned(before);
    orphans.addAll(owned(after));
    orphans.removeAll(ownedByTheLiving(after));
    for (NetworkInterface each : after.all(Kind.NETWORK_INTERFACE)) {
      String id = each.networkInterfaceId();
      if (orphans.contains(id) && known.add(id)) {
        kernel.after(
            Duration.ZERO, "remove what was left of a gone owner", () -> delete.accept(id));
      }
    }
  }

  private static Set<String> owned(Inventory inventory) {
    Set<String> ids = new LinkedHashSet<>();
    inventory.all(Kind.INSTANCE).forEach(each -> add(ids, each));
    inventory.all(Kind.NAT_GATEWAY).forEach(each -> add(ids, each));
    return ids;
  }

  private static Set<String> ownedByTheLiving(Inventory inventory) {
    Set<String> ids = new LinkedHashSet<>();
    inventory.all(Kind.INSTANCE).stream()
        .filter(each -> Seen.state(each) != InstanceStateName.TERMINATED)
        .forEach(each -> add(ids, each));
    inventory.all(Kind.NAT_GATEWAY).stream()
        .filter(each -> each.state() != NatGatewayState.DELETED)
        .forEach(each -> add(ids, each));
    return ids;
  }

  private static void add(Set<String> ids, Instance instance) {
    instance.networkInterfaces().forEach(each -> ids.add(each.networkInterfaceId()));
  }

  private static void add(Set<String> ids, NatGateway gateway) {
    gateway.natGatewayAddresses().stream()
        .filter(address -> address.networkInterfaceId() != null)
        .forEach(address -> ids.add(address.networkInterfaceId()));
  }
}
