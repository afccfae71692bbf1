package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/**
 * Where a load balancer may stand and what may guard it.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Subnets for your load balancer".
 */
final class Subnets {
  private static final Pattern ID = Pattern.compile("subnet-[0-9a-f]{8}([0-9a-f]{9})?");
  private static final int FREE_ADDRESSES_MIN = 8;
  private static final int PREFIX_LENGTH_MAX = 27;

  private final Network network;

  Subnets(Network network) {
    this.network = network;
  }

  /** The subnets that a request names in one of its two ways. */
  List<Subnet> checked(List<String> ids, List<SubnetMapping> mappings, boolean internetFacing) {
    if (!ids.isEmpty() && !mappings.isEmpty()) {
      throw ElasticLoadBalancingErrors.subnetsWithSubnetMappings();
    }
    Set<String> wanted = new LinkedHashSet<>(ids);
    for (SubnetMapping mapping : mappings) {
      if (mapping.subnetId() == null) {
        throw ElasticLoadBalancingErrors.subnetIdMissing();
      }
      wanted.add(mapping.subnetId());
    }
    List<Subnet> subnets = new ArrayList<>();
    wanted.forEach(id -> subnets.add(subnet(id)));
    checkZones(subnets);
    checkVpc(subnets, internetFacing);
    subnets.forEach(Subnets::checkRoom);
    return subnets;
  }

  private Subnet subnet(String id) {
    if (!ID.matcher(id).matches()) {
      throw ElasticLoadBalancingErrors.subnetIdInvalid(id);
    }
    return network.subnet(id).orElseThrow(() -> ElasticLoadBalancingErrors.subnetNotFound(id));
  }

  private static void checkZones(List<Subnet> subnets) {
    Set<String> zones = new LinkedHashSet<>();
    for (Subnet subnet : subnets) {
      if (!zones.add(subnet.availabilityZone())) {
        throw ElasticLoadBalancingErrors.subnetsInSameZone();
      }
    }
    if (zones.size() < 2) {
      throw ElasticLoadBalancingErrors.tooFewZones();
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

  private static void checkRoom(Subnet subnet) {
    String block = subnet.cidrBlock();
    int prefixLength = Integer.parseInt(block.substring(block.indexOf('/') + 1));
    if (prefixLength > PREFIX_LENGTH_MAX || subnet.availableIpAddressCount() < FREE_ADDRESSES_MIN) {
      throw ElasticLoadBalancingErrors.subnetTooSmall(subnet.subnetId());
    }
  }

  /** The security groups that a request names, or the VPC's default one. */
  List<String> securityGroups(List<String> ids, String vpcId) {
    for (String id : ids) {
      if (network.securityGroup(id).filter(g -> vpcId.equals(g.vpcId())).isEmpty()) {
        throw ElasticLoadBalancingErrors.invalidSecurityGroup(id);
      }
    }
    return ids.isEmpty()
        ? network.defaultSecurityGroup(vpcId).map(SecurityGroup::groupId).stream().toList()
        : ids;
  }
}
