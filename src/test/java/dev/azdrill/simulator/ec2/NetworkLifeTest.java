package dev.azdrill.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.NetworkState;
import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Whatever is called in whatever order, the books of the network balance. */
class NetworkLifeTest {
  /** A call by its name, and how its parameters are chosen from what there is. */
  private record Call(String action, Map<String, Chooser> parameters) {}

  @FunctionalInterface
  private interface Chooser {
    Object choose(Inventory now, int chance);
  }

  private static final Chooser VPC = (now, chance) -> any(now.all(Kind.VPC), chance, Vpc::vpcId);
  private static final Chooser SUBNET =
      (now, chance) -> any(now.all(Kind.SUBNET), chance, Subnet::subnetId);
  private static final Chooser GROUP =
      (now, chance) -> any(now.all(Kind.SECURITY_GROUP), chance, SecurityGroup::groupId);
  private static final Chooser INTERFACE =
      (now, chance) ->
          any(now.all(Kind.NETWORK_INTERFACE), chance, NetworkInterface::networkInterfaceId);
  private static final Chooser GATEWAY =
      (now, chance) ->
          any(now.all(Kind.INTERNET_GATEWAY), chance, InternetGateway::internetGatewayId);
  private static final Chooser ADDRESS =
      (now, chance) -> any(now.all(Kind.ADDRESS), chance, Address::allocationId);
  private static final Chooser NAT =
      (now, chance) -> any(now.all(Kind.NAT_GATEWAY), chance, NatGateway::natGatewayId);
  private static final Chooser TABLE =
      (now, chance) -> any(now.all(Kind.ROUTE_TABLE), chance, RouteTable::routeTableId);
  private static final Chooser ACL =
      (now, chance) -> any(now.all(Kind.NETWORK_ACL), chance, NetworkAcl::networkAclId);
  private static final Chooser ACL_ASSOCIATION =
      (now, chance) ->
          any(
              now.all(Kind.NETWORK_ACL).stream().flatMap(a -> a.associations().stream()).toList(),
              chance,
              a -> a.networkAclAssociationId());
  private static final Chooser TABLE_ASSOCIATION =
      (now, chance) ->
          any(
              now.all(Kind.ROUTE_TABLE).stream().flatMap(a -> a.associations().stream()).toList(),
              chance,
              RouteTableAssociation::routeTableAssociationId);
  private static final Chooser EVERYWHERE = (now, chance) -> "0.0.0.0/0";

  private static final List<Call> CALLS =
      List.of(
          new Call("CreateVpc", Map.of("CidrBlock", (now, chance) -> "10.0.0.0/24")),
          new Call(
              "CreateSubnet",
              Map.of(
                  "VpcId",
                  VPC,
                  "CidrBlock",
                  (now, chance) -> "10.0.0." + (chance % 17) * 16 + "/28")),
          new Call(
              "CreateSecurityGroup",
              Map.of(
                  "VpcId", VPC,
                  "GroupName", (now, chance) -> "group " + chance % 3,
                  "Description", (now, chance) -> "one of three")),
          new Call("CreateNetworkInterface", Map.of("SubnetId", SUBNET)),
          new Call(
              "CreateNetworkInterface",
              Map.of(
                  "SubnetId",
                  SUBNET,
                  "Groups",
                  (now, chance) -> List.of(GROUP.choose(now, chance)),
                  "PrivateIpAddress",
                  (now, chance) -> "10.0.0." + chance % 64)),
          new Call("DeleteNetworkInterface", Map.of("NetworkInterfaceId", INTERFACE)),
          new Call("CreateInternetGateway", Map.of()),
          new Call("AttachInternetGateway", Map.of("InternetGatewayId", GATEWAY, "VpcId", VPC)),
          new Call("DetachInternetGateway", Map.of("InternetGatewayId", GATEWAY, "VpcId", VPC)),
          new Call("DeleteInternetGateway", Map.of("InternetGatewayId", GATEWAY)),
          new Call("AllocateAddress", Map.of()),
          new Call(
              "AssociateAddress", Map.of("AllocationId", ADDRESS, "NetworkInterfaceId", INTERFACE)),
          new Call("ReleaseAddress", Map.of("AllocationId", ADDRESS)),
          new Call("CreateNatGateway", Map.of("SubnetId", SUBNET, "AllocationId", ADDRESS)),
          new Call("DeleteNatGateway", Map.of("NatGatewayId", NAT)),
          new Call("CreateRouteTable", Map.of("VpcId", VPC)),
          new Call("DeleteRouteTable", Map.of("RouteTableId", TABLE)),
          new Call("AssociateRouteTable", Map.of("RouteTableId", TABLE, "SubnetId", SUBNET)),
          new Call(
              "ReplaceRouteTableAssociation",
              Map.of("RouteTableId", TABLE, "AssociationId", TABLE_ASSOCIATION)),
          new Call("DisassociateRouteTable", Map.of("AssociationId", TABLE_ASSOCIATION)),
          new Call(
              "CreateRoute",
              Map.of(
                  "RouteTableId", TABLE, "DestinationCidrBlock", EVERYWHERE, "GatewayId", GATEWAY)),
          new Call(
              "ReplaceRoute",
              Map.of(
                  "RouteTableId", TABLE, "DestinationCidrBlock", EVERYWHERE, "NatGatewayId", NAT)),
          new Call(
              "DeleteRoute", Map.of("RouteTableId", TABLE, "DestinationCidrBlock", EVERYWHERE)),
          new Call("CreateNetworkAcl", Map.of("VpcId", VPC)),
          new Call("DeleteNetworkAcl", Map.of("NetworkAclId", ACL)),
          new Call(
              "ReplaceNetworkAclAssociation",
              Map.of("NetworkAclId", ACL, "AssociationId", ACL_ASSOCIATION)),
          new Call("DeleteSubnet", Map.of("SubnetId", SUBNET)),
          new Call("DeleteSecurityGroup", Map.of("GroupId", GROUP)),
          new Call("DeleteVpc", Map.of("VpcId", VPC)));

  /** So that most calls find what they need. */
  private static final List<String> START =
      List.of(
          "CreateVpc",
          "CreateSubnet",
          "CreateInternetGateway",
          "AttachInternetGateway",
          "AllocateAddress",
          "CreateNatGateway",
          "CreateRouteTable");

  private static Call call(String action) {
    return CALLS.stream().filter(call -> call.action().equals(action)).findFirst().orElseThrow();
  }

  private static <T> String any(List<T> things, int chance, Function<T, String> id) {
    return things.isEmpty() ? "nothing" : id.apply(things.get(chance % things.size()));
  }

  private World world = newWorld();

  private static World newWorld() {
    World world =
        World.create(
            new Kernel(Instant.EPOCH, Seed.of("life")), RegionLocation.london(), Timings.typical());
    return world;
  }

  private NetworkState network =
      new NetworkState(world.network(), new Ec2(world, name -> Optional.empty()).source());

  @Property
  void the_books_balance_after_every_call_and_everything_can_be_taken_down(
      @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 1_000_000) Integer> chances) {
    world = newWorld();
    network = new NetworkState(world.network(), new Ec2(world, name -> Optional.empty()).source());
    START.forEach(action -> assertThat(accepted(call(action), 0)).as(action).isTrue());
    for (int chance : chances) {
      Inventory before = network.inventory();
      Call call = CALLS.get(chance % CALLS.size());
      if (!accepted(call, chance / CALLS.size())) {
        assertThat(network.inventory()).as("after a refused %s", call).isEqualTo(before);
      }
      checkBooks();
      world.kernel().advance(Duration.ofSeconds(chance % 40));
    }
    takeDown();
    assertThat(network.inventory().toString())
        .isEqualTo(
            "Inventory vpcs=0 vpcAttributes=0 subnets=0 routeTables=0 internetGateways=0"
                + " natGateways=0 addresses=0 securityGroups=0 prefixListEntries=0 networkAcls=0 networkInterfaces=0 instances=0");
    assertThat(tagged()).isEmpty();
  }

  private boolean accepted(Call call, int chance) {
    Operation operation = world.operations().find(Service.EC2, call.action()).orElseThrow();
    SdkPojo builder = operation.newBuilder();
    for (SdkField<?> field : builder.sdkFields()) {
      Chooser chooser = call.parameters().get(field.memberName());
      if (chooser != null) {
        field.set(builder, chooser.choose(network.inventory(), chance));
      } else if (field.memberName().equals("TagSpecifications")) {
        field.set(builder, tagsOf(call.action()));
      }
    }
    try {
      operation.run(operation.build(builder));
      return true;
    } catch (AwsError refusal) {
      return false;
    }
  }

  /** Those of what it makes: EC2 refuses tags of another kind. */
  private static List<TagSpecification> tagsOf(String action) {
    String noun = action.equals("AllocateAddress") ? "elasticip" : action.replace("Create", "");
    return TAGS.stream()
        .filter(each -> each.resourceTypeAsString().replace("-", "").equalsIgnoreCase(noun))
        .toList();
  }

  private static final List<TagSpecification> TAGS =
      List.of(
              ResourceType.VPC,
              ResourceType.SUBNET,
              ResourceType.SECURITY_GROUP,
              ResourceType.NETWORK_INTERFACE,
              ResourceType.INTERNET_GATEWAY,
              ResourceType.ELASTIC_IP,
              ResourceType.NATGATEWAY,
              ResourceType.ROUTE_TABLE,
              ResourceType.NETWORK_ACL)
          .stream()
          .map(
              type ->
                  TagSpecification.builder()
                      .resourceType(type)
                      .tags(Tag.builder().key("run").value("life").build())
                      .build())
          .toList();

  private List<?> tagged() {
    Operation describe = world.operations().find(Service.EC2, "DescribeTags").orElseThrow();
    return ((DescribeTagsResponse) describe.run(DescribeTagsRequest.builder().build())).tags();
  }

  private void checkBooks() {
    Inventory now = network.inventory();
    List<String> groups =
        now.all(Kind.SECURITY_GROUP).stream().map(SecurityGroup::groupId).toList();
    List<NetworkInterface> interfaces = now.all(Kind.NETWORK_INTERFACE);
    for (Vpc vpc : now.all(Kind.VPC)) {
      assertThat(now.all(Kind.ROUTE_TABLE))
          .as("main route tables of a VPC")
          .filteredOn(table -> table.vpcId().equals(vpc.vpcId()))
          .flatExtracting(RouteTable::associations)
          .filteredOn(RouteTableAssociation::main)
          .hasSize(1);
    }
    for (Subnet subnet : now.all(Kind.SUBNET)) {
      assertThat(now.all(Kind.NETWORK_ACL))
          .as("network ACLs of a subnet")
          .flatExtracting(NetworkAcl::associations)
          .filteredOn(a -> a.subnetId().equals(subnet.subnetId()))
          .hasSize(1);
      assertThat(interfaces)
          .filteredOn(eni -> eni.subnetId().equals(subnet.subnetId()))
          .as("interfaces of a /28 subnet, which has eleven addresses")
          .hasSize(11 - subnet.availableIpAddressCount())
          .extracting(NetworkInterface::privateIpAddress)
          .doesNotHaveDuplicates();
    }
    for (NetworkInterface eni : interfaces) {
      assertThat(groups).containsAll(eni.groups().stream().map(GroupIdentifier::groupId).toList());
    }
    for (Address address : now.all(Kind.ADDRESS)) {
      assertThat(interfaces)
          .as("interfaces that an Elastic IP address stands for")
          .filteredOn(
              eni ->
                  eni.association() != null
                      && eni.association().publicIp().equals(address.publicIp()))
          .extracting(NetworkInterface::networkInterfaceId)
          .isEqualTo(
              address.networkInterfaceId() == null
                  ? List.of()
                  : List.of(address.networkInterfaceId()));
    }
  }

  /** The order in which everything can go; what stands on nothing first. */
  private void takeDown() {
    all("DeleteNatGateway", "NatGatewayId", Kind.NAT_GATEWAY, NatGateway::natGatewayId);
    world.kernel().advance(Duration.ofHours(2));
    all(
        "DeleteNetworkInterface",
        "NetworkInterfaceId",
        Kind.NETWORK_INTERFACE,
        NetworkInterface::networkInterfaceId);
    all("ReleaseAddress", "AllocationId", Kind.ADDRESS, Address::allocationId);
    all("DeleteSubnet", "SubnetId", Kind.SUBNET, Subnet::subnetId);
    all("DeleteRouteTable", "RouteTableId", Kind.ROUTE_TABLE, RouteTable::routeTableId);
    all("DeleteNetworkAcl", "NetworkAclId", Kind.NETWORK_ACL, NetworkAcl::networkAclId);
    all("DeleteSecurityGroup", "GroupId", Kind.SECURITY_GROUP, SecurityGroup::groupId);
    for (InternetGateway gateway : network.inventory().all(Kind.INTERNET_GATEWAY)) {
      String id = gateway.internetGatewayId();
      gateway
          .attachments()
          .forEach(
              a ->
                  accepted(
                      new Call(
                          "DetachInternetGateway",
                          Map.of(
                              "InternetGatewayId", (now, chance) -> id,
                              "VpcId", (now, chance) -> a.vpcId())),
                      0));
    }
    all(
        "DeleteInternetGateway",
        "InternetGatewayId",
        Kind.INTERNET_GATEWAY,
        InternetGateway::internetGatewayId);
    all("DeleteVpc", "VpcId", Kind.VPC, Vpc::vpcId);
  }

  private <T extends SdkPojo> void all(
      String action, String parameter, Kind<T> kind, Function<T, String> id) {
    for (T thing : network.inventory().all(kind)) {
      accepted(new Call(action, Map.of(parameter, (now, chance) -> id.apply(thing))), 0);
    }
  }
}
