package dev.azdrill.platform.completion;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;

/**
 * Network interfaces that a foreign EC2 forgets: on AWS those of a terminated instance and of a
 * deleted NAT gateway go with it, LocalStack leaves them, and no VPC can be left without residue.
 *
 * <p>Only those are removed whose owner was seen and is seen to be gone, and of an instance only
 * those that AWS would remove: a network interface that somebody made and attached outlives it.
 */
final class OrphanedInterfaces {
  /** LocalStack's word for one that a launch made; it says of none that it goes with its owner. */
  private static final String MADE_BY_LAUNCH = "Primary network interface";

  private final Kernel kernel;
  private final Consumer<String> delete;
  private final Set<String> begun = new LinkedHashSet<>();

  /**
   * @param delete deletes a network interface by its id
   */
  OrphanedInterfaces(Kernel kernel, Consumer<String> delete) {
    this.kernel = kernel;
    this.delete = delete;
  }

  /** Compares two readings; called under the writer's lock. */
  void compare(Inventory before, Inventory after) {
    Set<String> there = new LinkedHashSet<>();
    after.all(Kind.NETWORK_INTERFACE).forEach(each -> there.add(each.networkInterfaceId()));
    begun.retainAll(there);
    Set<String> orphans = new LinkedHashSet<>();
    ofGoneInstances(before, after, orphans);
    ofGoneNatGateways(before, after, orphans);
    orphans.retainAll(there);
    orphans.removeAll(inUse(after));
    for (String id : orphans) {
      if (begun.add(id)) {
        kernel.after(
            Duration.ZERO, "remove what was left of a gone owner", () -> delete.accept(id));
      }
    }
  }

  private static void ofGoneInstances(Inventory before, Inventory after, Set<String> orphans) {
    Set<String> living = new LinkedHashSet<>();
    after.all(Kind.INSTANCE).stream()
        .filter(OrphanedInterfaces::lives)
        .forEach(each -> living.add(each.instanceId()));
    Stream.of(before, after)
        .flatMap(each -> each.all(Kind.INSTANCE).stream())
        .filter(each -> !living.contains(each.instanceId()))
        .flatMap(each -> each.networkInterfaces().stream())
        .filter(OrphanedInterfaces::goesWithItsInstance)
        .forEach(each -> orphans.add(each.networkInterfaceId()));
  }

  private static boolean lives(Instance instance) {
    return ObservedInstance.state(instance) != InstanceStateName.TERMINATED;
  }

  private static boolean goesWithItsInstance(InstanceNetworkInterface each) {
    InstanceNetworkInterfaceAttachment attachment = each.attachment();
    return attachment != null
        && (Boolean.TRUE.equals(attachment.deleteOnTermination())
            || (Objects.equals(attachment.deviceIndex(), 0)
                && MADE_BY_LAUNCH.equals(each.description())));
  }

  private static void ofGoneNatGateways(Inventory before, Inventory after, Set<String> orphans) {
    Set<String> living = new LinkedHashSet<>();
    after.all(Kind.NAT_GATEWAY).stream()
        .filter(OrphanedInterfaces::lives)
        .forEach(each -> living.add(each.natGatewayId()));
    Stream.of(before, after)
        .flatMap(each -> each.all(Kind.NAT_GATEWAY).stream())
        .filter(each -> !living.contains(each.natGatewayId()))
        .flatMap(OrphanedInterfaces::interfaces)
        .forEach(orphans::add);
  }

  private static boolean lives(NatGateway gateway) {
    return gateway.state() != NatGatewayState.DELETED;
  }

  private static Stream<String> interfaces(NatGateway gateway) {
    return gateway.natGatewayAddresses().stream()
        .map(NatGatewayAddress::networkInterfaceId)
        .filter(Objects::nonNull);
  }

  /** What was detached from the one that is gone may belong to another by now. */
  private static Set<String> inUse(Inventory inventory) {
    Set<String> ids = new LinkedHashSet<>();
    inventory.all(Kind.INSTANCE).stream()
        .filter(OrphanedInterfaces::lives)
        .flatMap(each -> each.networkInterfaces().stream())
        .forEach(each -> ids.add(each.networkInterfaceId()));
    inventory.all(Kind.NAT_GATEWAY).stream()
        .filter(OrphanedInterfaces::lives)
        .flatMap(OrphanedInterfaces::interfaces)
        .forEach(ids::add);
    return ids;
  }
}
