package dev.azdrill.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.network.model.Cidr;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** An inventory, made ready to be asked by id, by address and by subnet. Immutable. */
final class NetworkIndex {
  /** How the network interfaces of network load balancers are described. */
  private static final String NETWORK_LOAD_BALANCER = "ELB net/";

  private final Inventory inventory;
  private final PrefixListEntries prefixLists;
  private final Map<String, Subnet> subnets = new LinkedHashMap<>();
  private final Map<String, Cidr> blocks = new LinkedHashMap<>();
  private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
  private final Map<String, Map<String, NetworkInterface>> byPrivateAddress = new LinkedHashMap<>();
  private final Map<String, Pairing> byPublicAddress = new LinkedHashMap<>();
  private final Map<String, String> publicAddresses = new LinkedHashMap<>();
  private final Map<String, RoutingTable> tables = new LinkedHashMap<>();
  private final Map<String, RoutingTable> mainTables = new LinkedHashMap<>();

  /** Those of regional NAT gateways, by the gateway. */
  private final Map<String, RoutingTable> natTables = new LinkedHashMap<>();

  private final Map<String, NetworkAclRules> acls = new LinkedHashMap<>();
  private final Map<String, NetworkAclRules> defaultAcls = new LinkedHashMap<>();
  private final Map<String, SecurityGroupRuleset> groups = new LinkedHashMap<>();
  private final Map<String, NatGateway> natGateways = new LinkedHashMap<>();
  private final Map<String, InternetGateway> internetGateways = new LinkedHashMap<>();
  private final Set<String> edgeTables = new LinkedHashSet<>();

  /**
   * A public address and whose private one it is paired with.
   *
   * @param networkInterfaceId whose
   */
  record Pairing(String publicAddress, String networkInterfaceId, String privateAddress) {}

  NetworkIndex(Inventory inventory) {
    this.inventory = inventory;
    this.prefixLists = PrefixListEntries.of(inventory);
    for (Subnet each : inventory.all(Kind.SUBNET)) {
      subnets.put(each.subnetId(), each);
      if (each.cidrBlock() != null) {
        blocks.put(each.subnetId(), Cidr.of(each.cidrBlock()));
      }
    }
    inventory.all(Kind.NETWORK_INTERFACE).forEach(this::add);
    inventory.all(Kind.ADDRESS).forEach(this::add);
    inventory.all(Kind.INSTANCE).forEach(this::add);
    inventory.all(Kind.ROUTE_TABLE).forEach(this::add);
    inventory.all(Kind.NETWORK_ACL).forEach(this::add);
    for (SecurityGroup each : inventory.all(Kind.SECURITY_GROUP)) {
      groups.put(each.groupId(), SecurityGroupRuleset.of(each, prefixLists));
    }
    for (NatGateway each : inventory.all(Kind.NAT_GATEWAY)) {
      natGateways.put(each.natGatewayId(), each);
      inventory.all(Kind.ROUTE_TABLE).stream()
          .filter(table -> table.routeTableId().equals(each.routeTableId()))
          .forEach(
              table -> natTables.put(each.natGatewayId(), RoutingTable.of(table, prefixLists)));
    }
    for (InternetGateway each : inventory.all(Kind.INTERNET_GATEWAY)) {
      internetGateways.put(each.internetGatewayId(), each);
    }
  }

  private void add(NetworkInterface each) {
    interfaces.put(each.networkInterfaceId(), each);
    Optional<String> vpc = vpcOf(each);
    if (vpc.isPresent()) {
      Map<String, NetworkInterface> inVpc =
          byPrivateAddress.computeIfAbsent(vpc.get(), any -> new LinkedHashMap<>());
      privateAddresses(each).forEach(address -> inVpc.put(address, each));
    }
    for (NetworkInterfacePrivateIpAddress address : each.privateIpAddresses()) {
      if (address.association() != null) {
        pair(
            address.association().publicIp(),
            each.networkInterfaceId(),
            address.privateIpAddress());
      }
    }
    if (each.association() != null) {
      pair(each.association().publicIp(), each.networkInterfaceId(), each.privateIpAddress());
    }
  }

  /** For those who describe the Elastic IP but not the network interface's side of it. */
  private void add(Address each) {
    pair(each.publicIp(), each.networkInterfaceId(), each.privateIpAddress());
  }

  private void add(Instance each) {
    each.networkInterfaces().stream()
        .findFirst()
        .ifPresent(
            first ->
                pair(each.publicIpAddress(), first.networkInterfaceId(), each.privateIpAddress()));
  }

  private void pair(
      @Nullable String publicAddress, @Nullable String owner, @Nullable String privateAddress) {
    if (publicAddress != null && owner != null && privateAddress != null) {
      byPublicAddress.putIfAbsent(publicAddress, new Pairing(publicAddress, owner, privateAddress));
      publicAddresses.putIfAbsent(owner + " " + privateAddress, publicAddress);
    }
  }

  private void add(RouteTable each) {
    RoutingTable table = RoutingTable.of(each, prefixLists);
    for (RouteTableAssociation association : each.associations()) {
      if (Boolean.TRUE.equals(association.main())) {
        mainTables.put(each.vpcId(), table);
      } else if (association.subnetId() != null) {
        tables.put(association.subnetId(), table);
      } else if (association.gatewayId() != null) {
        edgeTables.add(association.gatewayId());
      }
    }
  }

  private void add(NetworkAcl each) {
    NetworkAclRules acl = NetworkAclRules.of(each);
    if (Boolean.TRUE.equals(each.isDefault())) {
      defaultAcls.put(each.vpcId(), acl);
    }
    for (NetworkAclAssociation association : each.associations()) {
      acls.put(association.subnetId(), acl);
    }
  }

  /** Why these cannot be asked for: the first kind that was not read, with its reason. */
  Optional<String> unread(Kind<?>... kinds) {
    for (Kind<?> kind : kinds) {
      if (!inventory.knows(kind)) {
        String reason = inventory.unread(kind).map(why -> ": " + why).orElse("");
        return Optional.of(kind + " were not read" + reason);
      }
    }
    return Optional.empty();
  }

  Optional<NetworkInterface> networkInterface(String id) {
    return Optional.ofNullable(interfaces.get(id));
  }

  Optional<NetworkInterface> at(String vpcId, String privateAddress) {
    return Optional.ofNullable(byPrivateAddress.getOrDefault(vpcId, Map.of()).get(privateAddress));
  }

  /** Whose public address this is. */
  Optional<Pairing> pairing(String publicAddress) {
    return Optional.ofNullable(byPublicAddress.get(publicAddress));
  }

  /** The public address that is paired with this private one. */
  Optional<String> publicAddress(NetworkInterface networkInterface, String privateAddress) {
    return Optional.ofNullable(
        publicAddresses.get(networkInterface.networkInterfaceId() + " " + privateAddress));
  }

  /** The private addresses in a VPC of those that bear a group. */
  Set<String> addressesBearing(String vpcId, String groupId) {
    Set<String> addresses = new LinkedHashSet<>();
    byPrivateAddress
        .getOrDefault(vpcId, Map.of())
        .forEach(
            (address, one) -> {
              if (groupsOf(one).contains(groupId)) {
                addresses.add(address);
              }
            });
    return addresses;
  }

  /** Every block that decides something about traffic of this network interface. */
  Stream<Cidr> blocksThatDecideFor(NetworkInterface one) {
    return Stream.of(
            groupsOf(one).stream()
                .flatMap(id -> group(id).stream())
                .map(SecurityGroupRuleset::blocks),
            Stream.concat(acls.values().stream(), defaultAcls.values().stream())
                .map(NetworkAclRules::blocks),
            Stream.of(tables, mainTables, natTables)
                .flatMap(all -> all.values().stream())
                .map(RoutingTable::blocks))
        .flatMap(all -> all)
        .flatMap(List::stream);
  }

  Set<String> privateAddresses(NetworkInterface networkInterface) {
    Set<String> addresses = new LinkedHashSet<>();
    if (networkInterface.privateIpAddress() != null) {
      addresses.add(networkInterface.privateIpAddress());
    }
    networkInterface.privateIpAddresses().forEach(each -> addresses.add(each.privateIpAddress()));
    return addresses;
  }

  Set<String> groupsOf(NetworkInterface networkInterface) {
    return networkInterface.groups().stream()
        .map(GroupIdentifier::groupId)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Whether no security group filters its traffic: a network load balancer that was made without
   * any has none, and AWS says so of no other network interface.
   */
  boolean isUnguarded(NetworkInterface networkInterface) {
    return groupsOf(networkInterface).isEmpty()
        && (networkInterface.interfaceType() == NetworkInterfaceType.NETWORK_LOAD_BALANCER
            || String.valueOf(networkInterface.description()).startsWith(NETWORK_LOAD_BALANCER));
  }

  /** The VPC of a network interface; empty when neither it nor its subnet tells. */
  Optional<String> vpcOf(NetworkInterface networkInterface) {
    return Optional.ofNullable(networkInterface.vpcId())
        .or(() -> vpcOf(String.valueOf(networkInterface.subnetId())));
  }

  /** The VPC of a subnet; empty when the subnet is not described. */
  Optional<String> vpcOf(String subnetId) {
    return Optional.ofNullable(subnets.get(subnetId)).map(Subnet::vpcId);
  }

  Optional<String> zoneOf(@Nullable String subnetId) {
    return Optional.ofNullable(subnets.get(String.valueOf(subnetId))).map(Subnet::availabilityZone);
  }

  Optional<Cidr> blockOf(@Nullable String subnetId) {
    return Optional.ofNullable(blocks.get(String.valueOf(subnetId)));
  }

  /** The table of a subnet: its own, else the main table of its own VPC. */
  Optional<RoutingTable> table(String subnetId, String vpcId) {
    RoutingTable own = tables.get(subnetId);
    return Optional.ofNullable(own != null ? own : mainTables.get(vpcId));
  }

  /** The table of a regional NAT gateway. */
  Optional<RoutingTable> tableOf(NatGateway regional) {
    return Optional.ofNullable(natTables.get(regional.natGatewayId()));
  }

  /** The same of a subnet whose VPC its description tells. */
  Optional<RoutingTable> table(String subnetId) {
    return Optional.ofNullable(tables.get(subnetId)).or(() -> vpcOf(subnetId).map(mainTables::get));
  }

  /** The ACL of a subnet: every subnet has one, the VPC's default unless another is named. */
  Optional<NetworkAclRules> acl(String subnetId, String vpcId) {
    NetworkAclRules own = acls.get(subnetId);
    return Optional.ofNullable(own != null ? own : defaultAcls.get(vpcId));
  }

  Optional<SecurityGroupRuleset> group(String groupId) {
    return Optional.ofNullable(groups.get(groupId));
  }

  Optional<NatGateway> natGateway(String id) {
    return Optional.ofNullable(natGateways.get(id));
  }

  /** A NAT gateway of a VPC that works, if possible in the zone of a subnet. */
  Optional<String> natGatewayNear(String subnetId, String vpcId) {
    Optional<String> zone = zoneOf(subnetId);
    Optional<String> regional =
        natGateways.values().stream()
            .filter(each -> "available".equals(each.stateAsString()))
            .filter(each -> vpcId.equals(each.vpcId()))
            .filter(each -> RegionalNat.of(each).filter(nat -> nat.serves(zone)).isPresent())
            .map(NatGateway::natGatewayId)
            .findFirst();
    List<NatGateway> usable =
        natGateways.values().stream()
            .filter(each -> "available".equals(each.stateAsString()))
            .filter(each -> each.subnetId() != null && !each.subnetId().equals(subnetId))
            .filter(each -> vpcOf(each.subnetId()).filter(vpcId::equals).isPresent())
            .toList();
    return usable.stream()
        .filter(each -> zoneOf(each.subnetId()).equals(zone))
        .map(NatGateway::natGatewayId)
        .findFirst()
        .or(() -> regional)
        .or(() -> usable.stream().map(NatGateway::natGatewayId).findFirst());
  }

  Optional<InternetGateway> internetGateway(String id) {
    return Optional.ofNullable(internetGateways.get(id));
  }

  /** The internet gateway of a VPC. */
  Optional<InternetGateway> internetGatewayOf(String vpcId) {
    return internetGateways.values().stream().filter(each -> isAttached(each, vpcId)).findFirst();
  }

  /** EC2 says {@code available} where its model says {@code attached}: both are. */
  boolean isAttached(InternetGateway gateway, String vpcId) {
    for (InternetGatewayAttachment each : gateway.attachments()) {
      String state = String.valueOf(each.stateAsString());
      if (vpcId.equals(each.vpcId()) && (state.equals("available") || state.equals("attached"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether what comes in through this gateway is routed by a table of its own. */
  boolean hasEdgeTable(String gatewayId) {
    return edgeTables.contains(gatewayId);
  }
}
