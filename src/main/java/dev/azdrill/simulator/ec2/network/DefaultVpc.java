package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The VPC that an account has without asking: a public subnet in each zone, for whoever names none.
 * It is made of the same operations that anybody calls.
 *
 * <p>Source: Amazon VPC User Guide, "Default VPCs".
 */
public final class DefaultVpc {
  private static final Cidr BLOCK = Cidr.of("172.31.0.0/16");
  private static final int SUBNET_PREFIX = 20;
  private static final String EVERYWHERE = "0.0.0.0/0";

  private final World world;
  private final Vpcs vpcs;
  private final Subnets subnets;
  private final RouteTables routeTables;

  DefaultVpc(World world, Vpcs vpcs, Subnets subnets, RouteTables routeTables) {
    this.world = world;
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.routeTables = routeTables;
  }

  void enter(Operations.Page page) {
    page.write("CreateDefaultVpc", CreateDefaultVpcRequest::builder, this::create);
    page.write("CreateDefaultSubnet", CreateDefaultSubnetRequest::builder, this::createSubnet);
  }

  /**
   * The default subnet for who names none; empty where there is none.
   *
   * @param zone the zone that was asked for, if any
   */
  public Optional<Subnet> subnet(Optional<String> zone) {
    return subnets().stream()
        .filter(each -> zone.isEmpty() || zone.get().equals(each.availabilityZone()))
        .findFirst();
  }

  List<Subnet> subnets() {
    return subnets.all().stream().filter(Subnet::defaultForAz).toList();
  }

  private CreateDefaultVpcResponse create(CreateDefaultVpcRequest request) {
    if (vpcs.defaultId().isPresent()) {
      throw NetworkErrors.defaultVpcExists();
    }
    CreateVpcResponse made =
        run(
            "CreateVpc",
            CreateVpcRequest.builder().cidrBlock(BLOCK.toString()).build(),
            CreateVpcResponse.class);
    String id = made.vpc().vpcId();
    try {
      furnish(id);
    } catch (AwsError refusal) {
      // At the limit of internet gateways: nothing stands in it yet.
      run("DeleteVpc", DeleteVpcRequest.builder().vpcId(id).build());
      throw refusal;
    }
    return CreateDefaultVpcResponse.builder().vpc(vpcs.one(id)).build();
  }

  private void furnish(String id) {
    CreateInternetGatewayResponse gateway =
        run(
            "CreateInternetGateway",
            CreateInternetGatewayRequest.builder().build(),
            CreateInternetGatewayResponse.class);
    vpcs.becomesDefault(id);
    run(
        "ModifyVpcAttribute",
        ModifyVpcAttributeRequest.builder()
            .vpcId(id)
            .enableDnsHostnames(v -> v.value(true))
            .build());
    String gatewayId = gateway.internetGateway().internetGatewayId();
    run(
        "AttachInternetGateway",
        AttachInternetGatewayRequest.builder().vpcId(id).internetGatewayId(gatewayId).build());
    run(
        "CreateRoute",
        CreateRouteRequest.builder()
            .routeTableId(routeTables.mainOf(id))
            .destinationCidrBlock(EVERYWHERE)
            .gatewayId(gatewayId)
            .build());
    world.place().zones().forEach(zone -> createSubnet(id, zone));
  }

  private CreateDefaultSubnetResponse createSubnet(CreateDefaultSubnetRequest request) {
    String vpcId = vpcs.defaultId().orElseThrow(NetworkErrors::defaultVpcMissing);
    Zone zone =
        world.place().zones().stream()
            .filter(
                each ->
                    each.name().equals(request.availabilityZone())
                        || each.id().equals(request.availabilityZoneId()))
            .findFirst()
            .orElseThrow(
                () -> NetworkErrors.zoneOfDefaultSubnetUnknown(request.availabilityZone()));
    if (subnet(Optional.of(zone.name())).isPresent()) {
      throw NetworkErrors.defaultSubnetExists(zone.name());
    }
    return CreateDefaultSubnetResponse.builder().subnet(createSubnet(vpcId, zone)).build();
  }

  private Subnet createSubnet(String vpcId, Zone zone) {
    CreateSubnetResponse made =
        run(
            "CreateSubnet",
            CreateSubnetRequest.builder()
                .vpcId(vpcId)
                .availabilityZone(zone.name())
                .cidrBlock(free(vpcId).toString())
                .build(),
            CreateSubnetResponse.class);
    String id = made.subnet().subnetId();
    run(
        "ModifySubnetAttribute",
        ModifySubnetAttributeRequest.builder()
            .subnetId(id)
            .mapPublicIpOnLaunch(v -> v.value(true))
            .build());
    subnets.becomesDefault(id);
    return subnets.one(id);
  }

  private Cidr free(String vpcId) {
    Optional<Cidr> next = Optional.of(Cidr.containing(BLOCK.first(), SUBNET_PREFIX));
    while (next.isPresent() && BLOCK.contains(next.get())) {
      Cidr block = next.get();
      if (subnets.all().stream()
          .filter(each -> each.vpcId().equals(vpcId))
          .noneMatch(each -> Cidr.of(each.cidrBlock()).overlaps(block))) {
        return block;
      }
      next = block.next();
    }
    throw NetworkErrors.defaultVpcFull(vpcId);
  }

  private <T extends SdkPojo> T run(String action, SdkPojo request, Class<T> answer) {
    return answer.cast(run(action, request));
  }

  private SdkPojo run(String action, SdkPojo request) {
    return world
        .operations()
        .find(Service.EC2, action)
        .orElseThrow(() -> new IllegalStateException(action + " is not entered"))
        .run(request);
  }
}
