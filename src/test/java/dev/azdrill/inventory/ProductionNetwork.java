package dev.azdrill.inventory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The network of the production architecture, sound in every way, in zones a and b. Ids say what
 * they are: {@code subnet-public-a}, {@code sg-app}, {@code eni-alb-b}.
 */
public final class ProductionNetwork {
  public static final String VPC = "vpc-1";
  public static final List<String> ZONES = List.of("a", "b");

  private ProductionNetwork() {}

  public static Inventory.Builder inventory() {
    return Inventory.builder()
        .add(Kind.VPC, List.of(Vpc.builder().vpcId(VPC).cidrBlock("10.0.0.0/16").build()))
        .add(Kind.SUBNET, subnets())
        .add(Kind.ROUTE_TABLE, routeTables())
        .add(
            Kind.INTERNET_GATEWAY,
            List.of(
                InternetGateway.builder()
                    .internetGatewayId("igw-1")
                    .attachments(
                        InternetGatewayAttachment.builder().vpcId(VPC).state("available").build())
                    .build()))
        .add(Kind.NAT_GATEWAY, ZONES.stream().map(ProductionNetwork::natGateway).toList())
        .add(Kind.ADDRESS, ZONES.stream().map(ProductionNetwork::address).toList())
        .add(Kind.SECURITY_GROUP, securityGroups())
        .add(Kind.NETWORK_ACL, List.of(networkAcl()))
        .add(Kind.NETWORK_INTERFACE, networkInterfaces());
  }

  private static int number(String zone) {
    return ZONES.indexOf(zone) + 1;
  }

  private static List<Subnet> subnets() {
    List<Subnet> subnets = new ArrayList<>();
    for (String zone : ZONES) {
      subnets.add(subnet("public", zone, "10.0." + number(zone) + ".0/24"));
      subnets.add(subnet("private", zone, "10.0.1" + number(zone) + ".0/24"));
      subnets.add(subnet("database", zone, "10.0.2" + number(zone) + ".0/24"));
    }
    return subnets;
  }

  private static Subnet subnet(String tier, String zone, String block) {
    return Subnet.builder()
        .subnetId("subnet-" + tier + "-" + zone)
        .vpcId(VPC)
        .availabilityZone("eu-west-2" + zone)
        .cidrBlock(block)
        .availableIpAddressCount(250)
        .mapPublicIpOnLaunch(false)
        .build();
  }

  private static List<RouteTable> routeTables() {
    List<RouteTable> tables = new ArrayList<>();
    Route local =
        Route.builder()
            .destinationCidrBlock("10.0.0.0/16")
            .gatewayId("local")
            .state("active")
            .build();
    tables.add(
        RouteTable.builder()
            .routeTableId("rtb-main")
            .vpcId(VPC)
            .routes(local)
            .associations(RouteTableAssociation.builder().main(true).build())
            .build());
    Route out = Route.builder().destinationCidrBlock("0.0.0.0/0").state("active").build();
    tables.add(
        RouteTable.builder()
            .routeTableId("rtb-public")
            .vpcId(VPC)
            .routes(local, out.toBuilder().gatewayId("igw-1").build())
            .associations(toSubnet("subnet-public-a"), toSubnet("subnet-public-b"))
            .build());
    for (String zone : ZONES) {
      tables.add(
          RouteTable.builder()
              .routeTableId("rtb-private-" + zone)
              .vpcId(VPC)
              .routes(local, out.toBuilder().natGatewayId("nat-" + zone).build())
              .associations(toSubnet("subnet-private-" + zone))
              .build());
    }
    tables.add(
        RouteTable.builder()
            .routeTableId("rtb-database")
            .vpcId(VPC)
            .routes(local)
            .associations(toSubnet("subnet-database-a"), toSubnet("subnet-database-b"))
            .build());
    return tables;
  }

  private static RouteTableAssociation toSubnet(String id) {
    return RouteTableAssociation.builder().main(false).subnetId(id).build();
  }

  private static NatGateway natGateway(String zone) {
    return NatGateway.builder()
        .natGatewayId("nat-" + zone)
        .vpcId(VPC)
        .subnetId("subnet-public-" + zone)
        .state("available")
        .connectivityType("public")
        .natGatewayAddresses(
            NatGatewayAddress.builder()
                .allocationId("eipalloc-" + zone)
                .networkInterfaceId("eni-nat-" + zone)
                .privateIp("10.0." + number(zone) + ".4")
                .publicIp("198.51.100." + number(zone))
                .build())
        .build();
  }

  private static Address address(String zone) {
    return Address.builder()
        .allocationId("eipalloc-" + zone)
        .publicIp("198.51.100." + number(zone))
        .networkInterfaceId("eni-nat-" + zone)
        .privateIpAddress("10.0." + number(zone) + ".4")
        .build();
  }

  private static List<SecurityGroup> securityGroups() {
    return List.of(
        group("sg-alb", fromAnywhere(80), fromAnywhere(443)),
        group("sg-app", fromGroup(8080, "sg-alb")),
        group("sg-db", fromGroup(5432, "sg-app")));
  }

  public static SecurityGroup group(String id, IpPermission... ingress) {
    return SecurityGroup.builder()
        .groupId(id)
        .groupName(id)
        .vpcId(VPC)
        .ipPermissions(ingress)
        .ipPermissionsEgress(
            IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build())
        .build();
  }

  public static IpPermission fromAnywhere(int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
        .build();
  }

  public static IpPermission fromGroup(int port, String group) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(group).build())
        .build();
  }

  private static NetworkAcl networkAcl() {
    return NetworkAcl.builder()
        .networkAclId("acl-default")
        .vpcId(VPC)
        .isDefault(true)
        .associations(
            subnets().stream()
                .map(s -> NetworkAclAssociation.builder().subnetId(s.subnetId()).build())
                .toList())
        .entries(
            entry(false, 100, "allow", "0.0.0.0/0"),
            entry(false, 32767, "deny", "0.0.0.0/0"),
            entry(true, 100, "allow", "0.0.0.0/0"),
            entry(true, 32767, "deny", "0.0.0.0/0"))
        .build();
  }

  /** An entry for all protocols. */
  public static NetworkAclEntry entry(boolean egress, int number, String action, String block) {
    return NetworkAclEntry.builder()
        .egress(egress)
        .ruleNumber(number)
        .ruleAction(action)
        .protocol("-1")
        .cidrBlock(block)
        .build();
  }

  /** An entry for TCP to some ports. */
  public static NetworkAclEntry entry(
      boolean egress, int number, String action, String block, int from, int to) {
    return entry(egress, number, action, block).toBuilder()
        .protocol("6")
        .portRange(r -> r.from(from).to(to))
        .build();
  }

  private static List<NetworkInterface> networkInterfaces() {
    List<NetworkInterface> all = new ArrayList<>();
    for (String zone : ZONES) {
      int n = number(zone);
      all.add(
          networkInterface("eni-alb-" + zone, "public", zone, "10.0." + n + ".10", "sg-alb")
              .toBuilder()
              .description("ELB app/web/0123456789abcdef")
              .association(a -> a.publicIp("198.51.100.1" + n))
              .build());
      all.add(
          networkInterface("eni-nat-" + zone, "public", zone, "10.0." + n + ".4").toBuilder()
              .interfaceType("nat_gateway")
              .description("Interface for NAT Gateway nat-" + zone)
              .association(a -> a.publicIp("198.51.100." + n))
              .build());
      all.add(networkInterface("eni-app-" + zone, "private", zone, "10.0.1" + n + ".20", "sg-app"));
    }
    all.add(
        networkInterface("eni-db", "database", "a", "10.0.21.30", "sg-db").toBuilder()
            .description("RDSNetworkInterface")
            .build());
    return all;
  }

  public static NetworkInterface networkInterface(
      String id, String tier, String zone, String address, String... groups) {
    return NetworkInterface.builder()
        .networkInterfaceId(id)
        .vpcId(VPC)
        .subnetId("subnet-" + tier + "-" + zone)
        .availabilityZone("eu-west-2" + zone)
        .privateIpAddress(address)
        .privateIpAddresses(
            NetworkInterfacePrivateIpAddress.builder()
                .primary(true)
                .privateIpAddress(address)
                .build())
        .sourceDestCheck(true)
        .interfaceType("interface")
        .groups(
            List.of(groups).stream()
                .map(g -> GroupIdentifier.builder().groupId(g).build())
                .toList())
        .build();
  }
}
