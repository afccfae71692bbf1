package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.Networking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/**
 * Load balancers that stand elsewhere are taken over, with their nodes: one at each network
 * interface that is described as theirs. Their tags are not described, and so they have none.
 */
final class AdoptedBalancers {
  private final ElbRegistry catalogue;
  private final Networking network;
  private final Nodes nodes;
  private final LoadBalancers loadBalancers;

  /**
   * @param network where their network interfaces already stand
   */
  AdoptedBalancers(
      ElbRegistry catalogue, Networking network, Nodes nodes, LoadBalancers loadBalancers) {
    this.catalogue = catalogue;
    this.network = network;
    this.nodes = nodes;
    this.loadBalancers = loadBalancers;
  }

  void adopt(Adoption adoption) {
    adoption.each(
        Kind.LOAD_BALANCER,
        LoadBalancer::loadBalancerArn,
        described -> adopt(adoption.from(), described));
    Attributes.adopt(
        adoption,
        Kind.LOAD_BALANCER_ATTRIBUTE,
        catalogue.balancers().stream().map(Balancer::arn).toList(),
        arn -> catalogue.balancer(arn).attributes(),
        LoadBalancerAttribute::key,
        LoadBalancerAttribute::value);
    if (adoption.from().knows(Kind.LOAD_BALANCER)) {
      nodes.linger(former(adoption.from()));
    }
  }

  private void adopt(Inventory from, LoadBalancer described) {
    Adoption.required(described.type(), "Type");
    if (BalancerKind.of(described.type()).isEmpty()) {
      throw ElasticLoadBalancingErrors.loadBalancerTypeNotSimulated(described.typeAsString());
    }
    Arns.Type.LOAD_BALANCER.check(described.loadBalancerArn());
    Adoption.required(described.loadBalancerName(), "LoadBalancerName");
    Adoption.required(described.dnsName(), "DNSName");
    Balancer.State state = state(described);
    checkScheme(described);
    checkAddresses(described);
    checkSecurityGroups(described);
    loadBalancers.begin(new Balancer(described, standing(from, described), state));
  }

  private static Balancer.State state(LoadBalancer described) {
    Adoption.required(described.state(), "State");
    Adoption.required(described.state().code(), "State.Code");
    return Balancer.State.of(described.state().code())
        .orElseThrow(
            () ->
                new NotAdopted(
                    "its state " + described.state().codeAsString() + " is not simulated"));
  }

  private static void checkScheme(LoadBalancer described) {
    Adoption.required(described.scheme(), "Scheme");
    if (described.scheme() == LoadBalancerSchemeEnum.UNKNOWN_TO_SDK_VERSION) {
      throw ElasticLoadBalancingErrors.schemeInvalid(described.schemeAsString());
    }
  }

  private static void checkAddresses(LoadBalancer described) {
    if (described.customerOwnedIpv4Pool() != null || described.ipamPools() != null) {
      throw new NotAdopted("that its addresses come from a pool of one's own is not simulated");
    }
    Adoption.required(described.ipAddressType(), "IpAddressType");
    if (described.ipAddressType() != IpAddressType.IPV4) {
      throw new NotAdopted(
          "its IP address type is "
              + described.ipAddressTypeAsString()
              + ", and the region's networks speak IPv4 alone");
    }
  }

  private void checkSecurityGroups(LoadBalancer described) {
    Adoption.required(described.vpcId(), "VpcId");
    if (described.securityGroups().isEmpty() && described.type() != LoadBalancerTypeEnum.NETWORK) {
      throw new NotAdopted("its description lacks SecurityGroups");
    }
    for (String id : described.securityGroups()) {
      if (network
          .securityGroup(String.valueOf(id))
          .filter(group -> described.vpcId().equals(group.vpcId()))
          .isEmpty()) {
        throw new NotAdopted("its security group " + id + " was not taken over");
      }
    }
  }

  /** Its nodes, in the order of its zones. */
  private List<LoadBalancerNode> standing(Inventory from, LoadBalancer described) {
    if (described.availabilityZones().isEmpty()) {
      throw new NotAdopted("its description lacks AvailabilityZones");
    }
    List<NetworkInterface> interfaces =
        from.all(Kind.NETWORK_INTERFACE).stream()
            .filter(
                each -> Nodes.description(described.loadBalancerArn()).equals(each.description()))
            .toList();
    List<LoadBalancerNode> standing = new ArrayList<>();
    described.availabilityZones().forEach(zone -> standing.addAll(standing(interfaces, zone)));
    if (described.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING) {
      standing.forEach(this::checkPublic);
    }
    return standing;
  }

  /** Without a public address DNS would lead nobody to the node. */
  private void checkPublic(LoadBalancerNode node) {
    if (network
        .networkInterface(node.networkInterfaceId())
        .map(NetworkInterface::association)
        .filter(association -> association.publicIp() != null)
        .isEmpty()) {
      throw new NotAdopted(
          "it is internet-facing, and its network interface "
              + node.networkInterfaceId()
              + " has no public address");
    }
  }

  private List<LoadBalancerNode> standing(
      List<NetworkInterface> interfaces, AvailabilityZone zone) {
    String name = Adoption.required(zone.zoneName(), "AvailabilityZones.ZoneName");
    String subnetId = Adoption.required(zone.subnetId(), "AvailabilityZones.SubnetId");
    if (network.subnet(subnetId).isEmpty()) {
      throw new NotAdopted("its subnet " + subnetId + " was not taken over");
    }
    List<String> here =
        interfaces.stream()
            .filter(each -> subnetId.equals(each.subnetId()))
            .flatMap(each -> Optional.ofNullable(each.networkInterfaceId()).stream())
            .toList();
    if (here.isEmpty()) {
      throw new NotAdopted("no network interface of it in " + name + " is described");
    }
    return here.stream()
        .map(
            id -> {
              if (network.networkInterface(id).isEmpty()) {
                throw new NotAdopted("its network interface " + id + " was not taken over");
              }
              FixedAddress address = FixedAddress.of(zone.loadBalancerAddresses());
              return nodes.at(name, subnetId, id, address);
            })
        .toList();
  }

  /**
   * The network interfaces of nodes that load balancers gave up, or of load balancers that were
   * deleted: they go after a while, as they would have there. Those of a load balancer that was
   * left out stay.
   */
  private List<String> former(Inventory from) {
    Set<String> leftOut = new HashSet<>();
    from.all(Kind.LOAD_BALANCER).stream()
        .flatMap(each -> Optional.ofNullable(each.loadBalancerArn()).stream())
        .filter(arn -> catalogue.findBalancer(arn).isEmpty())
        .forEach(arn -> leftOut.add(Nodes.description(arn)));
    return from.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> each.networkInterfaceId() != null)
        .filter(each -> Nodes.isDescription(each.description()))
        .filter(each -> !leftOut.contains(each.description()))
        .map(NetworkInterface::networkInterfaceId)
        .filter(id -> catalogue.balancerAt(id).isEmpty())
        .toList();
  }
}
