package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Nodes come with a network interface each, fail with their zone's power, and leave slowly. */
final class Nodes {
  private static final String OWNER = "amazon-elb";
  private static final String DESCRIBED = "ELB ";

  /** How EC2 refuses an address that somebody has. */
  private static final String ADDRESS_IN_USE = "InvalidIPAddress.InUse";

  private final World world;
  private final Kernel kernel;
  private final Networking network;
  private final ElbRegistry catalogue;

  Nodes(World world, Networking network, ElbRegistry catalogue) {
    this.world = world;
    this.kernel = world.kernel();
    this.network = network;
    this.catalogue = catalogue;
    world.facts().watch(this::changed);
  }

  /** A node at each of these sites, or none when one cannot be had. */
  List<LoadBalancerNode> create(Balancer balancer, List<NodePlacement> sites) {
    List<LoadBalancerNode> created = new ArrayList<>();
    try {
      for (NodePlacement site : sites) {
        created.add(create(balancer, site));
      }
    } catch (RuntimeException e) {
      created.forEach(node -> network.delete(node.networkInterfaceId()));
      throw e;
    }
    return created;
  }

  private LoadBalancerNode create(Balancer balancer, NodePlacement site) {
    Subnet subnet = site.subnet();
    Networking.OwnedInterface usual =
        new Networking.OwnedInterface(
            subnet.subnetId(),
            balancer.securityGroups(),
            description(balancer.arn()),
            OWNER,
            balancer.isInternetFacing(),
            Map.of());
    FixedAddress address = site.address();
    Networking.OwnedInterface wanted =
        balancer.kind() == BalancerKind.NETWORK
            ? usual.ofNetworkLoadBalancer(address.allocationId(), address.privateAddress())
            : usual;
    return at(
        subnet.availabilityZone(), subnet.subnetId(), made(wanted).networkInterfaceId(), address);
  }

  private NetworkInterface made(Networking.OwnedInterface wanted) {
    try {
      return network.create(wanted);
    } catch (AwsError refusal) {
      if (wanted.privateAddress().isPresent() && ADDRESS_IN_USE.equals(refusal.code())) {
        throw ElasticLoadBalancingErrors.privateAddressInUse(wanted.privateAddress().get());
      }
      throw refusal;
    }
  }

  /** How the network interfaces of a load balancer are described. */
  static String description(String arn) {
    return DESCRIBED + Arns.lastParts(arn);
  }

  /** Whether the network interfaces of load balancers are described so. */
  static boolean isDescription(@Nullable String description) {
    return description != null
        && description.startsWith(DESCRIBED)
        && BalancerKind.ofDescription(description.substring(DESCRIBED.length())).isPresent();
  }

  /** A node at a network interface that there is. */
  LoadBalancerNode at(
      String zone, String subnetId, String networkInterfaceId, FixedAddress address) {
    return new LoadBalancerNode(
        zone,
        subnetId,
        networkInterfaceId,
        address,
        world.facts().hasPower(zone) ? NodeState.IN_SERVICE : NodeState.OUT_OF_SERVICE);
  }

  /**
   * Gives nodes up. Their network interfaces stay for a while and keep subnets and security groups
   * from being deleted, as on AWS; Elastic IP addresses that stood for them are free at once.
   */
  void release(List<LoadBalancerNode> nodes) {
    nodes.forEach(node -> node.move(node.state(), null));
    nodes.stream()
        .filter(node -> node.address().allocationId().isPresent())
        .forEach(node -> network.giveBack(node.networkInterfaceId()));
    linger(nodes.stream().map(LoadBalancerNode::networkInterfaceId).toList());
  }

  /** Deletes network interfaces that no node has any more, after a while. */
  void linger(List<String> interfaces) {
    kernel.after(
        world.timings().of(Timing.LOAD_BALANCER_INTERFACES_LINGER),
        "network interfaces of a former load balancer go",
        () -> interfaces.forEach(network::delete));
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneWithoutPower outage) {
      catalogue.balancers().stream()
          .flatMap(balancer -> balancer.nodes().stream())
          .filter(node -> node.zone().equals(outage.zone()))
          .forEach(node -> turn(node, holds));
    }
  }

  private void turn(LoadBalancerNode node, boolean powerless) {
    NodeState next = powerless ? node.state().powerLost() : node.state().powerReturned();
    @Nullable Event notice =
        next.noticed() == next
            ? null
            : kernel.after(
                world.timings().of(Timing.LOAD_BALANCER_NODE_DETECTION),
                "DNS notices node " + node,
                () -> node.move(node.state().noticed(), null));
    node.move(next, notice);
  }
}
