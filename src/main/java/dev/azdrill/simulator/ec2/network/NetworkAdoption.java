package dev.azdrill.simulator.ec2.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.NameResolution;
import dev.azdrill.inventory.PrefixListNames;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Takes over networks that stand elsewhere, in the order in which their parts rest on one another.
 *
 * <p>What a thing cannot be without has to be described with it: a VPC has its main route table,
 * its default network ACL and its default security group, a subnet the network ACL and the route
 * table that decide there. Were one of them made up, the twin might be safer than what it stands
 * for.
 */
final class NetworkAdoption {
  private final NetworkResources network;
  private final Adoption adoption;
  private final Inventory from;

  NetworkAdoption(NetworkResources network, Adoption adoption) {
    this.network = network;
    this.adoption = adoption;
    this.from = adoption.from();
  }

  void run() {
    from.all(Kind.ADDRESS).forEach(each -> network.addresses().keep(each.publicIp()));
    from.all(Kind.NETWORK_INTERFACE).stream()
        .flatMap(NetworkInterfaces::publicAddresses)
        .forEach(network.addresses()::keep);
    from.all(Kind.INSTANCE).forEach(each -> network.addresses().keep(each.publicIpAddress()));

    adoption.each(Kind.ZONE, AvailabilityZone::zoneName, network.zones()::adopt);
    prefixLists();
    Set<String> nameless = NameResolution.lackingIn(from);
    adoption.each(
        Kind.VPC,
        Vpc::vpcId,
        vpc -> network.vpcs().adopt(vpc, hasDnsHostnames(vpc), !nameless.contains(vpc.vpcId())));
    adoption.each(Kind.SECURITY_GROUP, SecurityGroup::groupId, network.groups()::adopt);
    adoption.each(Kind.NETWORK_ACL, NetworkAcl::networkAclId, network.acls()::adopt);
    adoption.each(Kind.ROUTE_TABLE, RouteTable::routeTableId, network.routeTables()::adopt);
    incompleteVpcs();
    adoption.each(Kind.SUBNET, Subnet::subnetId, this::subnet);
    network.acls().forgetStrangers();
    network.routeTables().forgetStrangers();
    interfaces();
    adoption.each(
        Kind.INTERNET_GATEWAY,
        InternetGateway::internetGatewayId,
        network.internetGateways()::adopt);
    adoption.each(Kind.ADDRESS, Address::allocationId, network.addresses()::adopt);
    adoption.each(
        Kind.NAT_GATEWAY,
        NatGateway::natGatewayId,
        each -> network.natGateways().adopt(each, network.regionalNatGateways()));
    new AdoptedNetwork(network, adoption).run();
  }

  /** A list is whole or it is not here, so its entries are taken over together. */
  private void prefixLists() {
    Set<String> owners = new LinkedHashSet<>();
    adoption.eachOwned(
        Kind.PREFIX_LIST_ENTRY, PrefixListEntry::cidr, (owner, entry) -> owners.add(owner));
    for (String id : owners) {
      try {
        network.prefixLists().adopt(id, from.of(Kind.PREFIX_LIST_ENTRY, id));
      } catch (NotAdopted refused) {
        leaveEmpty(id, String.valueOf(refused.getMessage()));
      }
    }
    PrefixListNames.in(from).stream()
        .filter(id -> !network.prefixLists().has(id))
        .forEach(id -> leaveEmpty(id, "its entries are not described"));
  }

  /** What names the list goes on naming it: an empty one says that nobody knows what is in it. */
  private void leaveEmpty(String id, String reason) {
    adoption.leftOut(Kind.PREFIX_LIST_ENTRY, id, reason);
    if (!network.prefixLists().has(id)) {
      network.prefixLists().adopt(id, List.of());
    }
  }

  /** A VPC that lacks what comes with one is left out after all, with what is in it. */
  private void incompleteVpcs() {
    for (Vpc vpc : network.vpcs().all()) {
      String id = vpc.vpcId();
      if (!network.routeTables().hasMain(id)) {
        leaveOut(id, "its main route table is not here");
      } else if (!network.acls().hasDefault(id)) {
        leaveOut(id, "its default network ACL is not here");
      } else if (!network.groups().hasDefault(id)) {
        leaveOut(id, "its default security group is not here");
      }
    }
  }

  private void leaveOut(String vpcId, String reason) {
    adoption.leftOut(Kind.VPC, vpcId, reason);
    String gone = "its VPC " + vpcId + " is not here";
    network.routeTables().all().stream()
        .filter(each -> each.vpcId().equals(vpcId))
        .forEach(each -> adoption.leftOut(Kind.ROUTE_TABLE, each.routeTableId(), gone));
    network.acls().all().stream()
        .filter(each -> each.vpcId().equals(vpcId))
        .forEach(each -> adoption.leftOut(Kind.NETWORK_ACL, each.networkAclId(), gone));
    network.groups().all().stream()
        .filter(each -> each.vpcId().equals(vpcId))
        .forEach(each -> adoption.leftOut(Kind.SECURITY_GROUP, each.groupId(), gone));
    network.vpcs().forget(vpcId);
  }

  /** Where interfaces have names; where none is described a VPC does as AWS makes it. */
  private boolean hasDnsHostnames(Vpc vpc) {
    List<NetworkInterface> inside =
        from.all(Kind.NETWORK_INTERFACE).stream()
            .filter(eni -> Objects.equals(vpc.vpcId(), eni.vpcId()))
            .toList();
    return inside.isEmpty()
        ? Boolean.TRUE.equals(vpc.isDefault())
        : inside.stream()
            .anyMatch(eni -> eni.privateDnsName() != null && !eni.privateDnsName().isEmpty());
  }

  private void subnet(Subnet subnet) {
    String id = Adoption.required(subnet.subnetId(), "SubnetId");
    network.vpcs().adopted(subnet.vpcId());
    if (!network.acls().isAssociated(id)) {
      throw new NotAdopted("its network ACL is not here");
    }
    Optional<RouteTable> own =
        from.all(Kind.ROUTE_TABLE).stream().filter(t -> isOf(t, id)).findFirst();
    if (own.isPresent() && network.routeTables().explicitOf(id).isEmpty()) {
      throw new NotAdopted("its route table " + own.get().routeTableId() + " is not here");
    }
    network.subnets().adopt(subnet);
  }

  private static boolean isOf(RouteTable table, String subnetId) {
    return table.associations().stream()
        .filter(RouteTables::stays)
        .map(RouteTableAssociation::subnetId)
        .anyMatch(each -> each != null && each.equals(subnetId));
  }

  private void interfaces() {
    Set<String> instances =
        from.all(Kind.INSTANCE).stream()
            .map(Instance::instanceId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    adoption.each(
        Kind.NETWORK_INTERFACE,
        NetworkInterface::networkInterfaceId,
        eni -> network.interfaces().adopt(eni, instances));
    from.all(Kind.SUBNET).forEach(network.subnets()::holdUnseen);
  }
}
