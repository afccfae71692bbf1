package dev.azdrill.simulator.elbv2;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.simulator.world.Networking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/**
 * Where a load balancer may stand and what may guard it.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Subnets for your load balancer"; API Reference,
 * "SubnetMapping".
 */
final class LoadBalancerSubnets {
  private static final Pattern ID = Pattern.compile("subnet-[0-9a-f]{8}([0-9a-f]{9})?");
  private static final int FREE_ADDRESSES_MIN = 8;

  /** AWS keeps the first four addresses of a subnet, and the last. */
  private static final int KEPT = 4;

  private final Networking network;

  LoadBalancerSubnets(Networking network) {
    this.network = network;
  }

  /** The subnets that a request names in one of its two ways. */
  List<NodePlacement> checked(
      BalancerKind kind, List<String> ids, List<SubnetMapping> mappings, boolean internetFacing) {
    if (!ids.isEmpty() && !mappings.isEmpty()) {
      throw ElasticLoadBalancingErrors.subnetsWithSubnetMappings();
    }
    Map<String, @Nullable SubnetMapping> wanted = new LinkedHashMap<>();
    ids.forEach(id -> wanted.put(id, null));
    for (SubnetMapping mapping : mappings) {
      if (mapping.subnetId() == null) {
        throw ElasticLoadBalancingErrors.subnetIdMissing();
      }
      wanted.put(mapping.subnetId(), mapping);
    }
    List<Subnet> subnets = new ArrayList<>();
    wanted.keySet().forEach(id -> subnets.add(subnet(id)));
    checkZones(kind, subnets);
    checkVpc(subnets, internetFacing);
    subnets.forEach(subnet -> checkBlock(kind, subnet));
    List<NodePlacement> sites = new ArrayList<>();
    for (Subnet subnet : subnets) {
      FixedAddress address = address(kind, wanted.get(subnet.subnetId()), internetFacing);
      sites.add(new NodePlacement(subnet, address));
    }
    checkApart(sites);
    return sites;
  }

  private Subnet subnet(String id) {
    if (!ID.matcher(id).matches()) {
      throw ElasticLoadBalancingErrors.subnetIdInvalid(id);
    }
    return network.subnet(id).orElseThrow(() -> ElasticLoadBalancingErrors.subnetNotFound(id));
  }

  private static void checkZones(BalancerKind kind, List<Subnet> subnets) {
    Set<String> zones = new LinkedHashSet<>();
    for (Subnet subnet : subnets) {
      if (!zones.add(subnet.availabilityZone())) {
        throw ElasticLoadBalancingErrors.subnetsInSameZone();
      }
    }
    if (zones.size() < kind.leastZones()) {
      throw kind.leastZones() == 1
          ? ElasticLoadBalancingErrors.subnetMissing()
          : ElasticLoadBalancingErrors.tooFewZones();
    }
  }

  private void checkVpc(List<Subnet> subnets, boolean internetFacing) {
    Set<String> vpcs = new LinkedHashSet<>();
    subnets.forEach(subnet -> vpcs.add(subnet.vpcId()));
    if (vpcs.size() > 1) {
      throw ElasticLoadBalancingErrors.subnetsOfDifferentVpcs(String.join(", ", vpcs));
    }
    String vpc = vpcs.iterator().next();
    if (internetFacing && !network.hasInternetGateway(vpc)) {
      throw ElasticLoadBalancingErrors.internetGatewayMissing(vpc);
    }
  }

  private static void checkBlock(BalancerKind kind, Subnet subnet) {
    String block = subnet.cidrBlock();
    int prefixLength = Integer.parseInt(block.substring(block.indexOf('/') + 1));
    if (prefixLength > kind.smallestBlock()) {
      throw ElasticLoadBalancingErrors.subnetTooSmall(subnet.subnetId());
    }
  }

  /** Refuses a subnet that has no room for another node. */
  static void checkRoom(Subnet subnet) {
    if (subnet.availableIpAddressCount() < FREE_ADDRESSES_MIN) {
      throw ElasticLoadBalancingErrors.subnetTooSmall(subnet.subnetId());
    }
  }

  private FixedAddress address(
      BalancerKind kind, @Nullable SubnetMapping wanted, boolean internetFacing) {
    if (wanted == null || (wanted.allocationId() == null && wanted.privateIPv4Address() == null)) {
      return new FixedAddress.None();
    }
    boolean isElastic = wanted.allocationId() != null;
    String what = isElastic ? "Elastic IP addresses" : "Private IPv4 addresses";
    if (kind != BalancerKind.NETWORK) {
      throw ElasticLoadBalancingErrors.addressesNotSupported(what, kind.attributes().bearers());
    }
    if (isElastic && !internetFacing) {
      throw ElasticLoadBalancingErrors.addressesNotSupported(what, "internal load balancers");
    }
    if (wanted.privateIPv4Address() != null && internetFacing) {
      throw ElasticLoadBalancingErrors.addressesNotSupported(
          "Private IPv4 addresses", "internet-facing load balancers");
    }
    return isElastic
        ? elastic(wanted.allocationId())
        : new FixedAddress.Private(wanted.privateIPv4Address());
  }

  private FixedAddress elastic(String id) {
    Address address =
        network.address(id).orElseThrow(() -> ElasticLoadBalancingErrors.allocationIdNotFound(id));
    return new FixedAddress.Elastic(id, address.publicIp());
  }

  private static void checkApart(List<NodePlacement> sites) {
    Set<String> given = new LinkedHashSet<>();
    for (NodePlacement site : sites) {
      site.address()
          .allocationId()
          .filter(id -> !given.add(id))
          .ifPresent(
              twice -> {
                throw ElasticLoadBalancingErrors.allocationIdInUse();
              });
    }
  }

  /** Refuses an address that is somebody's already, or none of its subnet. */
  void checkFree(NodePlacement site) {
    boolean isTaken =
        site.address()
            .allocationId()
            .flatMap(network::address)
            .filter(address -> address.associationId() != null)
            .isPresent();
    if (isTaken) {
      throw ElasticLoadBalancingErrors.allocationIdInUse();
    }
    site.address()
        .privateAddress()
        .filter(address -> !isWithin(address, site.subnet().cidrBlock()))
        .ifPresent(
            address -> {
              throw ElasticLoadBalancingErrors.privateAddressOutsideSubnet(
                  address, site.subnet().subnetId());
            });
  }

  private static boolean isWithin(String address, String block) {
    Cidr cidr = Cidr.of(block);
    OptionalLong number = Ipv4.parse(address);
    return number.isPresent()
        && number.getAsLong() >= cidr.first() + KEPT
        && number.getAsLong() < cidr.last();
  }

  /** The security groups that a request names, each of which there is. */
  List<String> named(List<String> ids, String vpcId) {
    for (String id : ids) {
      if (network.securityGroup(id).filter(g -> vpcId.equals(g.vpcId())).isEmpty()) {
        throw ElasticLoadBalancingErrors.invalidSecurityGroup(id);
      }
    }
    return ids;
  }

  /** The same; where it names none, the VPC's default one guards an application load balancer. */
  List<String> securityGroups(BalancerKind kind, List<String> ids, String vpcId) {
    List<String> named = named(ids, vpcId);
    return named.isEmpty() && kind == BalancerKind.APPLICATION
        ? network.defaultSecurityGroup(vpcId).map(SecurityGroup::groupId).stream().toList()
        : named;
  }
}
