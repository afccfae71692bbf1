package dev.azdrill.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.network.model.PortRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A small network, wired at random: blocks, ports and numbers are few, so that rules meet, overlap
 * and contradict each other.
 */
public final class RandomNetwork {
  static final List<String> CLIENTS = List.of("203.0.113.7", "203.0.113.200", "8.8.8.8");
  static final List<Integer> PORTS = List.of(22, 443, 1030);

  /** From which senders may send: rules have their bounds around here. */
  static final PortRange SENDERS = new PortRange(1024, 1040);

  private static final List<String> BLOCKS =
      List.of(
          "0.0.0.0/0",
          "0.0.0.0/0",
          "10.0.0.0/16",
          "10.0.1.0/24",
          "10.0.2.0/23",
          "10.0.1.10/32",
          "203.0.113.0/24",
          "203.0.113.128/25");
  private static final List<String> PROTOCOLS = List.of("-1", "6", "17");
  private static final int SUBNETS = 4;

  private final Random random;

  public RandomNetwork(long seed) {
    random = new Random(seed);
  }

  public Inventory inventory() {
    return Inventory.builder()
        .add(Kind.SUBNET, IntStream.range(0, SUBNETS).mapToObj(RandomNetwork::subnet).toList())
        .add(Kind.ROUTE_TABLE, routeTables())
        .add(Kind.INTERNET_GATEWAY, List.of(gateway()))
        .add(Kind.NAT_GATEWAY, List.of(natGateway(0), natGateway(1)))
        .add(Kind.SECURITY_GROUP, List.of(group("sg-0"), group("sg-1"), group("sg-2")))
        .add(Kind.NETWORK_ACL, List.of(acl(0), acl(1)))
        .add(
            Kind.NETWORK_INTERFACE, IntStream.range(0, 6).mapToObj(this::networkInterface).toList())
        .build();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean mostly() {
    return random.nextInt(5) > 0;
  }

  private static Subnet subnet(int n) {
    return Subnet.builder()
        .subnetId("subnet-" + n)
        .vpcId("vpc-1")
        .availabilityZone("zone-" + n % 2)
        .cidrBlock("10.0." + n + ".0/24")
        .build();
  }

  private InternetGateway gateway() {
    return InternetGateway.builder()
        .internetGatewayId("igw-1")
        .attachments(
            InternetGatewayAttachment.builder()
                .vpcId("vpc-1")
                .state(mostly() ? "available" : "detaching")
                .build())
        .build();
  }

  private NatGateway natGateway(int n) {
    return NatGateway.builder()
        .natGatewayId("nat-" + n)
        .subnetId("subnet-" + n)
        .state(mostly() ? "available" : "failed")
        .natGatewayAddresses(
            NatGatewayAddress.builder()
                .privateIp("10.0." + n + ".4")
                .publicIp(mostly() ? "198.51.100." + n : null)
                .build())
        .build();
  }

  /** Table 0 is the main one; the others belong to one subnet each, or to none. */
  private List<RouteTable> routeTables() {
    List<RouteTable> tables = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      RouteTable.Builder table = RouteTable.builder().routeTableId("rtb-" + n).vpcId("vpc-1");
      table.routes(routes());
      RouteTableAssociation.Builder association = RouteTableAssociation.builder();
      table.associations(
          n == 0
              ? association.main(true).build()
              : association.main(false).subnetId("subnet-" + n).build());
      if (n == 0 || mostly()) {
        tables.add(table.build());
      }
    }
    Collections.shuffle(tables, random);
    return tables;
  }

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(route("10.0.0.0/16").gatewayId("local").build());
    for (String to : List.of("0.0.0.0/0", "203.0.113.0/24", "203.0.113.128/25")) {
      if (random.nextInt(3) > 0) {
        routes.add(
            switch (random.nextInt(4)) {
              case 0 -> route(to).natGatewayId("nat-0").build();
              case 1 -> route(to).natGatewayId("nat-1").build();
              case 2 -> route(to).gatewayId("igw-1").build();
              default -> route(to).gatewayId("igw-1").state("blackhole").build();
            });
      }
    }
    Collections.shuffle(routes, random);
    return routes;
  }

  private static Route.Builder route(String to) {
    return Route.builder().destinationCidrBlock(to).state("active");
  }

  private SecurityGroup group(String id) {
    return SecurityGroup.builder()
        .groupId(id)
        .vpcId("vpc-1")
        .ipPermissions(permissions())
        .ipPermissionsEgress(permissions())
        .build();
  }

  private List<IpPermission> permissions() {
    List<IpPermission> permissions = new ArrayList<>();
    if (mostly()) {
      permissions.add(
          IpPermission.builder()
              .ipProtocol("-1")
              .ipRanges(IpRange.builder().cidrIp(one(BLOCKS)).build())
              .build());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String protocol = one(PROTOCOLS);
      int from = one(PORTS);
      IpPermission.Builder permission = IpPermission.builder().ipProtocol(protocol);
      if (!protocol.equals("-1")) {
        permission.fromPort(from).toPort(from + random.nextInt(600));
      }
      permissions.add(
          mostly()
              ? permission.ipRanges(IpRange.builder().cidrIp(one(BLOCKS)).build()).build()
              : permission
                  .userIdGroupPairs(
                      UserIdGroupPair.builder().groupId("sg-" + random.nextInt(3)).build())
                  .build());
    }
    return permissions;
  }

  /** ACL 0 has the even subnets, ACL 1 the odd ones. */
  private NetworkAcl acl(int n) {
    List<NetworkAclEntry> entries = new ArrayList<>();
    for (boolean egress : List.of(true, false)) {
      if (mostly()) {
        entries.add(ProductionNetwork.entry(egress, 100, "allow", "0.0.0.0/0"));
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.add(entry(egress, 10 * (i + random.nextInt(2) * 10) + random.nextInt(9)));
      }
    }
    Collections.shuffle(entries, random);
    return NetworkAcl.builder()
        .networkAclId("acl-" + n)
        .vpcId("vpc-1")
        .entries(entries)
        .associations(
            NetworkAclAssociation.builder().subnetId("subnet-" + n).build(),
            NetworkAclAssociation.builder().subnetId("subnet-" + (n + 2)).build())
        .build();
  }

  private NetworkAclEntry entry(boolean egress, int number) {
    String action = one(List.of("allow", "deny"));
    String block = one(BLOCKS);
    String protocol = one(PROTOCOLS);
    if (protocol.equals("-1")) {
      return ProductionNetwork.entry(egress, number, action, block);
    }
    int from = one(List.of(0, 22, 443, 1024, 1030, 1035));
    int to = one(List.of(from, Math.max(from, 1033), Math.max(from, 1040), 65_535));
    return ProductionNetwork.entry(egress, number, action, block, from, to).toBuilder()
        .protocol(protocol)
        .build();
  }

  private NetworkInterface networkInterface(int n) {
    int subnet = random.nextInt(SUBNETS);
    String[] groups = mostly() ? new String[] {"sg-" + n % 3} : new String[] {"sg-0", "sg-1"};
    NetworkInterface.Builder made =
        ProductionNetwork.networkInterface(
                "eni-" + n, "", "", "10.0." + subnet + "." + (10 + n), groups)
            .toBuilder()
            .subnetId("subnet-" + subnet)
            .sourceDestCheck(mostly());
    if (random.nextBoolean()) {
      made.association(a -> a.publicIp("198.51.100." + (100 + n)));
    }
    return made.build();
  }
}
