package dev.azdrill.simulator.ec2.network;

import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddressStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * NAT gateways: zonal ones with an Elastic IP address, each with an interface of its own in its
 * subnet, and {@linkplain RegionalNatGateways regional ones}. What is wrong with a request's ids is
 * refused at once; what is wrong with the network makes the gateway fail later, as on AWS.
 *
 * <p>Source: Amazon VPC User Guide, "NAT gateways" and "Troubleshoot NAT gateways".
 */
final class NatGateways {
  private static final int PER_ZONE_MAX = 5;

  /** Who owns the interfaces of NAT gateways. */
  private static final String OWNER = "amazon-aws";

  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "nat",
          "natGatewayId",
          "NatGatewayMalformed",
          "NatGatewayNotFound",
          "The Nat Gateway %s was not found");
  private static final DescribeFilters<NatGateway> FILTERS =
      new DescribeFilters<NatGateway>()
          .on("nat-gateway-id", NatGateway::natGatewayId)
          .on("state", NatGateway::stateAsString)
          .on("subnet-id", NatGateway::subnetId)
          .on("vpc-id", NatGateway::vpcId)
          .onTags(gateway -> ResourceTags.byKey(gateway.tags()));

  /**
   * @param gateway all but its state and its tags
   * @param zone where it is; empty for a regional one
   * @param life its state
   */
  private record Known(NatGateway gateway, Optional<String> zone, NatGatewayLifecycle life) {
    Known with(NatGatewayLifecycle next) {
      return new Known(gateway, zone, next);
    }
  }

  private final Map<String, Known> gateways = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final Subnets subnets;
  private final NetworkInterfaces interfaces;
  private final InternetGateways internetGateways;
  private final Addresses addresses;

  NatGateways(
      World world,
      ResourceTags tags,
      Subnets subnets,
      NetworkInterfaces interfaces,
      InternetGateways internetGateways,
      Addresses addresses) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.subnets = subnets;
    this.interfaces = interfaces;
    this.internetGateways = internetGateways;
    this.addresses = addresses;
  }

  /**
   * @param regional makes those that are in no subnet
   */
  void enter(Operations.Page page, RegionalNatGateways regional) {
    page.write(
        "CreateNatGateway",
        CreateNatGatewayRequest::builder,
        request ->
            request.availabilityMode() == AvailabilityMode.REGIONAL
                ? regional.create(request)
                : create(request));
    page.read("DescribeNatGateways", DescribeNatGatewaysRequest::builder, this::describe);
    page.write(
        "DeleteNatGateway",
        DeleteNatGatewayRequest::builder,
        request -> delete(request, regional::vacate));
  }

  /** Regional ones that are there, as described. */
  List<NatGateway> standingRegional() {
    return gateways.values().stream()
        .filter(known -> known.life().isStanding() && RegionalNat.of(known.gateway()).isPresent())
        .map(this::view)
        .toList();
  }

  /** Begins the life of a regional one. */
  NatGateway begin(NatGateway gateway, Optional<AwsError> trouble) {
    put(
        new Known(
            gateway,
            Optional.empty(),
            new NatGatewayLifecycle.Pending(trouble.flatMap(NatGateways::failed))));
    settleLater(gateway.natGatewayId());
    return one(gateway.natGatewayId());
  }

  /** Changes what is described of one, but not its state. */
  void change(String id, Consumer<NatGateway.Builder> change) {
    Known known = NOUN.one(id, gateways);
    put(new Known(known.gateway().copy(change), known.zone(), known.life()));
  }

  /** The gateway as described, or AWS's refusal. */
  NatGateway one(String id) {
    return view(NOUN.one(id, gateways));
  }

  List<NatGateway> all() {
    return gateways.values().stream().map(this::view).toList();
  }

  /** Whether it is there for routes to lead to: not failed, not going, not gone. */
  boolean isStanding(String id) {
    Known known = gateways.get(id);
    return known != null && known.life().isStanding();
  }

  private CreateNatGatewayResponse create(CreateNatGatewayRequest request) {
    if (request.hasAvailabilityZoneAddresses()) {
      throw NetworkErrors.onlyWithRegionalNatGateway("AvailabilityZoneAddresses");
    }
    if (request.vpcId() != null) {
      throw NetworkErrors.onlyWithRegionalNatGateway("VpcId");
    }
    boolean isPrivate = request.connectivityType() == ConnectivityType.PRIVATE;
    if (isPrivate && request.allocationId() != null) {
      throw NetworkErrors.privateNatGatewayWithAddress();
    }
    if (request.hasSecondaryAllocationIds() || request.hasSecondaryPrivateIpAddresses()) {
      throw NetworkErrors.secondaryNatGatewayAddressesNotSimulated();
    }
    Subnet subnet = subnets.one(request.subnetId());
    Optional<String> allocationId =
        isPrivate
            ? Optional.empty()
            : Optional.of(addresses.one(request.allocationId()).allocationId());
    checkQuota(subnet.availabilityZone());

    String id = world.ids().next("nat");
    Optional<NatGatewayLifecycle.Failure> failure = failure(subnet, allocationId);
    NatGatewayAddress address =
        tags.create(
            ResourceType.NATGATEWAY,
            id,
            request.tagSpecifications(),
            () ->
                failure.isPresent()
                    ? NatGatewayAddress.builder()
                        .allocationId(allocationId.orElse(null))
                        .isPrimary(true)
                        .build()
                    : settleIn(id, request, subnet, allocationId));
    NatGateway gateway =
        NatGateway.builder()
            .natGatewayId(id)
            .subnetId(subnet.subnetId())
            .vpcId(subnet.vpcId())
            .connectivityType(isPrivate ? ConnectivityType.PRIVATE : ConnectivityType.PUBLIC)
            .availabilityMode(AvailabilityMode.ZONAL)
            .createTime(world.kernel().now())
            .natGatewayAddresses(address)
            .build();
    gateways.put(
        id,
        new Known(
            gateway,
            Optional.of(subnet.availabilityZone()),
            new NatGatewayLifecycle.Pending(failure)));
    settleLater(id);
    world.network().changed();
    return CreateNatGatewayResponse.builder()
        .natGateway(one(id))
        .clientToken(request.clientToken())
        .build();
  }

  /** Takes over one that stands elsewhere, at the place in its life where it is there. */
  void adopt(NatGateway described, RegionalNatGateways regional) {
    String id = NOUN.adopted(described.natGatewayId(), gateways);
    NatGatewayLifecycle life = NatGatewayLifecycle.of(described, world.kernel().now());
    Known known;
    if (described.availabilityMode() == AvailabilityMode.REGIONAL) {
      if (counts(life)) {
        regional.checkSettled(described);
      }
      known = new Known(described, Optional.empty(), life);
    } else {
      Subnet subnet = subnets.one(subnets.adopted(described.subnetId()));
      if (counts(life)) {
        checkSettled(described);
      }
      known =
          new Known(
              described.copy(nat -> nat.vpcId(subnet.vpcId())),
              Optional.of(subnet.availabilityZone()),
              life);
    }
    tags.adopt(ResourceType.NATGATEWAY, id, described.tags());
    put(known);
    if (life instanceof NatGatewayLifecycle.Pending) {
      settleLater(id);
    } else if (life instanceof NatGatewayLifecycle.Deleting) {
      deleteLater(id, regional::vacate);
    } else if (!life.isStanding()) {
      forgetLater(id);
    }
  }

  private void checkSettled(NatGateway described) {
    if (described.natGatewayAddresses().isEmpty()) {
      throw new NotAdopted("its description lacks NatGatewayAddresses");
    }
    for (NatGatewayAddress each : described.natGatewayAddresses()) {
      String eni = Adoption.required(each.networkInterfaceId(), "NetworkInterfaceId");
      if (!interfaces.exists(eni)) {
        throw new NotAdopted("its interface " + eni + " is not here");
      }
      if (each.status() != null) {
        DescribedValues.settled(
            "Status",
            each.status(),
            each.statusAsString(),
            Set.of(NatGatewayAddressStatus.SUCCEEDED));
      }
    }
  }

  private void checkQuota(String zone) {
    long there =
        gateways.values().stream()
            .filter(g -> g.zone().filter(zone::equals).isPresent() && counts(g.life()))
            .count();
    if (there >= PER_ZONE_MAX) {
      throw NetworkErrors.natGatewayLimitExceeded();
    }
  }

  private static boolean counts(NatGatewayLifecycle life) {
    return life.isStanding() || life instanceof NatGatewayLifecycle.Deleting;
  }

  /** A private one needs no internet gateway: nothing that it translates leaves by one. */
  private Optional<NatGatewayLifecycle.Failure> failure(
      Subnet subnet, Optional<String> allocationId) {
    if (allocationId.isPresent() && !internetGateways.anyAttachedTo(subnet.vpcId())) {
      return failed(NetworkErrors.natGatewayWithoutInternetGateway(subnet.vpcId()));
    }
    if (allocationId.filter(addresses::isTaken).isPresent()) {
      return failed(NetworkErrors.natGatewayAddressAlreadyAssociated(allocationId.orElseThrow()));
    }
    if (!subnets.hasRoom(subnet.subnetId())) {
      return failed(NetworkErrors.natGatewaySubnetFull());
    }
    return Optional.empty();
  }

  private static Optional<NatGatewayLifecycle.Failure> failed(AwsError why) {
    return Optional.of(new NatGatewayLifecycle.Failure(why.code(), why.getMessage()));
  }

  /** Makes the gateway's interface, and lets the Elastic IP address stand for it, if it has one. */
  private NatGatewayAddress settleIn(
      String id, CreateNatGatewayRequest request, Subnet subnet, Optional<String> allocationId) {
    NetworkInterface eni =
        interfaces.create(
            InterfaceSpec.of(subnet.subnetId(), List.of(), "Interface for NAT Gateway " + id)
                .withAddress(request.privateIpAddress())
                .ownedBy(OWNER, NetworkInterfaceType.NAT_GATEWAY));
    NatGatewayAddress.Builder address =
        NatGatewayAddress.builder()
            .networkInterfaceId(eni.networkInterfaceId())
            .privateIp(eni.privateIpAddress())
            .isPrimary(true)
            .status(NatGatewayAddressStatus.SUCCEEDED);
    allocationId.ifPresent(
        elastic ->
            address
                .allocationId(elastic)
                .associationId(addresses.associate(elastic, eni.networkInterfaceId()))
                .publicIp(addresses.one(elastic).publicIp()));
    return address.build();
  }

  private void settled(String id) {
    Known known = gateways.get(id);
    if (known != null) {
      put(known.with(known.life().settled()));
      if (known.life().settled() instanceof NatGatewayLifecycle.Failed) {
        forgetLater(id);
      }
    }
  }

  private DescribeNatGatewaysResponse describe(DescribeNatGatewaysRequest request) {
    List<NatGateway> wanted =
        NOUN.all(request.natGatewayIds(), gateways).stream().map(this::view).toList();
    Page<NatGateway> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filter())),
            request.natGatewayIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeNatGatewaysResponse.builder()
        .natGateways(page.items())
        .nextToken(page.next())
        .build();
  }

  private DeleteNatGatewayResponse delete(
      DeleteNatGatewayRequest request, Consumer<NatGateway> vacated) {
    Known known = NOUN.one(request.natGatewayId(), gateways);
    String id = known.gateway().natGatewayId();
    NatGatewayLifecycle next = known.life().deleting(world.kernel().now());
    if (!next.equals(known.life())) {
      put(known.with(next));
      deleteLater(id, vacated);
    }
    return DeleteNatGatewayResponse.builder().natGatewayId(id).build();
  }

  /** The interface goes, and with it the Elastic IP address is free again. */
  private void deleted(String id, Consumer<NatGateway> vacated) {
    Known known = gateways.get(id);
    if (known == null) {
      return; // it had failed, and an hour was over before it was deleted
    }
    known.gateway().natGatewayAddresses().stream()
        .filter(address -> address.networkInterfaceId() != null)
        .forEach(address -> interfaces.delete(address.networkInterfaceId()));
    vacated.accept(known.gateway());
    put(known.with(known.life().deleted()));
    forgetLater(id);
  }

  private void forgetLater(String id) {
    later(
        Timing.NAT_GATEWAY_DELETED_VISIBLE,
        id + " is no longer described",
        () -> {
          gateways.remove(id);
          tags.forget(id);
          world.network().changed();
        });
  }

  private void settleLater(String id) {
    later(Timing.NAT_GATEWAY_CREATE, id + " is available or failed", () -> settled(id));
  }

  private void deleteLater(String id, Consumer<NatGateway> vacated) {
    later(Timing.NAT_GATEWAY_DELETE, id + " is deleted", () -> deleted(id, vacated));
  }

  private void later(Timing timing, String what, Runnable action) {
    world.kernel().after(world.timings().of(timing), what, action);
  }

  private void put(Known known) {
    gateways.put(known.gateway().natGatewayId(), known);
    world.network().changed();
  }

  private NatGateway view(Known known) {
    return known
        .life()
        .describe(known.gateway().toBuilder())
        .tags(tags.list(known.gateway().natGatewayId()))
        .build();
  }
}
