package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.PrivateDnsNameOptionsOnLaunch;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/**
 * Subnets and the addresses in them.
 *
 * <p>Source: Amazon VPC User Guide, "Subnet CIDR blocks": the first four addresses and the last are
 * reserved. AWS hands out free addresses in no order that it tells; here it is the lowest, so that
 * two runs are alike.
 */
public final class Subnets {
  private static final int SUBNETS_MAX = 200;
  private static final int RESERVED_FIRST = 4;
  private static final int RESERVED = RESERVED_FIRST + 1;
  private static final PrivateDnsNameOptionsOnLaunch BY_ADDRESS =
      PrivateDnsNameOptionsOnLaunch.builder()
          .hostnameType(HostnameType.IP_NAME)
          .enableResourceNameDnsARecord(false)
          .enableResourceNameDnsAAAARecord(false)
          .build();
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "subnet",
          "subnetId",
          "InvalidSubnetId.Malformed",
          "InvalidSubnetID.NotFound",
          "The subnet ID '%s' does not exist");
  private static final DescribeFilters<Subnet> FILTERS =
      new DescribeFilters<Subnet>()
          .on("subnet-id", Subnet::subnetId)
          .on("vpc-id", Subnet::vpcId)
          .on("availability-zone", Subnet::availabilityZone)
          .on("availabilityZone", Subnet::availabilityZone)
          .on("availability-zone-id", Subnet::availabilityZoneId)
          .on("available-ip-address-count", Subnet::availableIpAddressCount)
          .on("cidr", Subnet::cidrBlock)
          .on("cidr-block", Subnet::cidrBlock)
          .on("cidrBlock", Subnet::cidrBlock)
          .on("default-for-az", Subnet::defaultForAz)
          .on("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
          .on("owner-id", Subnet::ownerId)
          .on("state", Subnet::stateAsString)
          .on("subnet-arn", Subnet::subnetArn)
          .onTags(subnet -> ResourceTags.byKey(subnet.tags()));

  /**
   * @param used the addresses that are taken
   * @param unseen how many more are, by what nobody described
   */
  private record Known(Subnet subnet, Cidr cidr, TakenAddresses used, int unseen) {
    Known with(Subnet changed) {
      return new Known(changed, cidr, used, unseen);
    }

    boolean isFree(long address) {
      return address >= cidr.first() + RESERVED_FIRST
          && address < cidr.last()
          && !used.contains(address);
    }
  }

  private final Map<String, Known> subnets = new LinkedHashMap<>();
  private final DependentResources followers = new DependentResources();
  private final World world;
  private final ResourceTags tags;
  private final AvailabilityZones zones;
  private final Vpcs vpcs;

  Subnets(World world, ResourceTags tags, AvailabilityZones zones, Vpcs vpcs) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.zones = zones;
    this.vpcs = vpcs;
    vpcs.followers()
        .add(
            new DependentResources.Follower() {
              @Override
              public boolean holds(String vpcId) {
                return subnets.values().stream().anyMatch(s -> s.subnet().vpcId().equals(vpcId));
              }
            });
  }

  void enter(Operations.Page page) {
    page.write("CreateSubnet", CreateSubnetRequest::builder, this::create);
    page.read("DescribeSubnets", DescribeSubnetsRequest::builder, this::describe);
    page.write("DeleteSubnet", DeleteSubnetRequest::builder, this::delete);
    page.write("ModifySubnetAttribute", ModifySubnetAttributeRequest::builder, this::modify);
  }

  /** Told of every subnet; the key is its id. */
  DependentResources followers() {
    return followers;
  }

  /** The subnet as described, or AWS's refusal. */
  public Subnet one(String id) {
    return view(NOUN.one(id, subnets));
  }

  /** The name of its zone, or AWS's refusal. */
  public String zoneOf(String id) {
    return NOUN.one(id, subnets).subnet().availabilityZone();
  }

  boolean exists(String id) {
    return subnets.containsKey(id);
  }

  void becomesDefault(String id) {
    Known known = NOUN.one(id, subnets);
    Subnet subnet = known.subnet().toBuilder().defaultForAz(true).build();
    subnets.put(id, known.with(subnet));
    world.network().changed();
  }

  List<Subnet> all() {
    return subnets.values().stream().map(this::view).toList();
  }

  /**
   * Takes an address.
   *
   * @param wanted the one that is asked for, or null for the lowest that is free
   */
  String allocate(String subnetId, @Nullable String wanted) {
    Known known = NOUN.one(subnetId, subnets);
    long address = wanted == null ? lowestFree(known) : checked(known, wanted);
    known.used().add(address);
    return Ipv4.print(address);
  }

  /** Refuses an address that cannot be taken, in AWS's words. */
  void checkFree(String subnetId, String address) {
    checked(NOUN.one(subnetId, subnets), address);
  }

  /** Whether an address is left. */
  boolean hasRoom(String subnetId) {
    return available(NOUN.one(subnetId, subnets)) > 0;
  }

  /** Gives an address back. */
  void release(String subnetId, String address) {
    Known known = subnets.get(subnetId);
    if (known != null) {
      Ipv4.parse(address).ifPresent(known.used()::remove);
    }
  }

  private static long lowestFree(Known known) {
    if (available(known) <= 0) {
      throw Ec2Errors.insufficientFreeAddresses(known.subnet().subnetId(), "interfaces");
    }
    return known
        .used()
        .lowestFree(known.cidr().first() + RESERVED_FIRST, known.cidr().last())
        .orElseThrow(
            () -> Ec2Errors.insufficientFreeAddresses(known.subnet().subnetId(), "interfaces"));
  }

  private static long checked(Known known, String wanted) {
    long address =
        Ipv4.parse(wanted)
            .orElseThrow(() -> Ec2Errors.invalidParameterValue(wanted, "privateIpAddress"));
    if (!known.cidr().contains(address)) {
      throw NetworkErrors.addressOutsideSubnet();
    }
    if (known.used().contains(address)) {
      throw NetworkErrors.addressInUse(wanted);
    }
    if (!known.isFree(address)) {
      throw NetworkErrors.addressReserved();
    }
    return address;
  }

  /** Takes over one that stands elsewhere; its addresses are taken by the interfaces in it. */
  void adopt(Subnet described) {
    String id = NOUN.adopted(described.subnetId(), subnets);
    String vpcId = vpcs.adopted(described.vpcId());
    if (Boolean.TRUE.equals(described.ipv6Native())) {
      throw new NotAdopted("it has IPv6 addresses alone, and IPv6 is not simulated");
    }
    Cidr cidr = DescribedValues.block(described.cidrBlock(), "CidrBlock");
    String zone = Adoption.required(described.availabilityZone(), "AvailabilityZone");
    if (world.place().zone(zone).isEmpty()) {
      throw new NotAdopted("its zone " + zone + " is not one of the region's");
    }
    DescribedValues.settled(
        "State", described.state(), described.stateAsString(), Set.of(SubnetState.AVAILABLE));
    Adoption.required(described.defaultForAz(), "DefaultForAz");
    Adoption.required(described.mapPublicIpOnLaunch(), "MapPublicIpOnLaunch");
    Optional<Known> overlapping =
        subnets.values().stream()
            .filter(s -> s.subnet().vpcId().equals(vpcId) && s.cidr().overlaps(cidr))
            .findFirst();
    if (overlapping.isPresent()) {
      throw new NotAdopted(
          "its addresses are those of " + overlapping.get().subnet().subnetId() + ", too");
    }
    tags.adopt(ResourceType.SUBNET, id, described.tags());
    Subnet subnet =
        described.privateDnsNameOptionsOnLaunch() == null
            ? described.copy(s -> s.privateDnsNameOptionsOnLaunch(BY_ADDRESS))
            : described;
    subnets.put(id, new Known(subnet, cidr, new TakenAddresses(cidr), 0));
    world.network().changed();
  }

  /** The id of the subnet in which something is described, if it is here. */
  String adopted(@Nullable String subnetId) {
    String id = Adoption.required(subnetId, "SubnetId");
    if (!exists(id)) {
      throw new NotAdopted("its subnet " + id + " is not here");
    }
    return id;
  }

  /**
   * Holds as many addresses of a subnet that was taken over as its description says that are taken,
   * where the interfaces that are here take fewer: what stands there and not here takes the others.
   */
  void holdUnseen(Subnet described) {
    Known known = subnets.get(described.subnetId());
    Integer left = described.availableIpAddressCount();
    if (known != null && left != null && available(known) > left) {
      subnets.put(
          described.subnetId(),
          new Known(known.subnet(), known.cidr(), known.used(), available(known) - left));
      world.network().changed();
    }
  }

  private CreateSubnetResponse create(CreateSubnetRequest request) {
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    Cidr cidr = wantedCidr(request, vpcId);
    Zone zone = wantedZone(request);
    String id = world.ids().next("subnet");
    tags.create(ResourceType.SUBNET, id, request.tagSpecifications());
    Subnet subnet =
        Subnet.builder()
            .subnetId(id)
            .subnetArn(world.place().arn(Service.EC2, "subnet/" + id))
            .vpcId(vpcId)
            .ownerId(world.place().account())
            .cidrBlock(cidr.toString())
            .availabilityZone(zone.name())
            .availabilityZoneId(zone.id())
            .state(SubnetState.AVAILABLE)
            .defaultForAz(false)
            .mapPublicIpOnLaunch(false)
            .mapCustomerOwnedIpOnLaunch(false)
            .assignIpv6AddressOnCreation(false)
            .ipv6CidrBlockAssociationSet(List.of())
            .ipv6Native(false)
            .enableDns64(false)
            .privateDnsNameOptionsOnLaunch(BY_ADDRESS)
            .build();
    subnets.put(id, new Known(subnet, cidr, new TakenAddresses(cidr), 0));
    followers.created(id);
    world.network().changed();
    return CreateSubnetResponse.builder().subnet(one(id)).build();
  }

  private Cidr wantedCidr(CreateSubnetRequest request, String vpcId) {
    if (request.ipv6CidrBlock() != null || Boolean.TRUE.equals(request.ipv6Native())) {
      throw NetworkErrors.ipv6NotSimulated();
    }
    String text = request.cidrBlock();
    if (text == null) {
      throw Ec2Errors.missingParameter("cidrBlock");
    }
    Cidr cidr = Cidr.parse(text).orElseThrow(() -> Ec2Errors.invalidCidr(text, "cidrBlock"));
    if (cidr.prefix() < 16
        || cidr.prefix() > 28
        || vpcs.cidrsOf(vpcId).stream().noneMatch(each -> each.contains(cidr))) {
      throw NetworkErrors.subnetRangeInvalid(text);
    }
    List<Known> siblings =
        subnets.values().stream().filter(s -> s.subnet().vpcId().equals(vpcId)).toList();
    if (siblings.stream().anyMatch(s -> s.cidr().overlaps(cidr))) {
      throw NetworkErrors.subnetConflict(text);
    }
    if (siblings.size() >= SUBNETS_MAX) {
      throw NetworkErrors.subnetLimitExceeded();
    }
    return cidr;
  }

  private Zone wantedZone(CreateSubnetRequest request) {
    if (request.availabilityZone() != null) {
      return zones.zone(request.availabilityZone());
    }
    return request.availabilityZoneId() != null
        ? zones.zone(request.availabilityZoneId())
        : world.place().zones().get(0);
  }

  private DescribeSubnetsResponse describe(DescribeSubnetsRequest request) {
    List<Subnet> wanted = NOUN.all(request.subnetIds(), subnets).stream().map(this::view).toList();
    Page<Subnet> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.subnetIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeSubnetsResponse.builder().subnets(page.items()).nextToken(page.next()).build();
  }

  private DeleteSubnetResponse delete(DeleteSubnetRequest request) {
    String id = one(request.subnetId()).subnetId();
    if (followers.hold(id)) {
      throw Ec2Errors.resourceInUse("subnet", id);
    }
    followers.deleted(id);
    subnets.remove(id);
    tags.forget(id);
    world.network().changed();
    return DeleteSubnetResponse.builder().build();
  }

  private ModifySubnetAttributeResponse modify(ModifySubnetAttributeRequest request) {
    Known known = NOUN.one(request.subnetId(), subnets);
    DescribeParameters.oneAttribute(
        "mapPublicIpOnLaunch", request.mapPublicIpOnLaunch(),
        "assignIpv6AddressOnCreation", request.assignIpv6AddressOnCreation(),
        "enableDns64", request.enableDns64(),
        "privateDnsHostnameTypeOnLaunch", request.privateDnsHostnameTypeOnLaunch(),
        "enableResourceNameDnsARecordOnLaunch", request.enableResourceNameDnsARecordOnLaunch());
    Subnet.Builder changed = known.subnet().toBuilder();
    PrivateDnsNameOptionsOnLaunch.Builder names =
        known.subnet().privateDnsNameOptionsOnLaunch().toBuilder();
    if (request.mapPublicIpOnLaunch() != null) {
      changed.mapPublicIpOnLaunch(request.mapPublicIpOnLaunch().value());
    } else if (request.privateDnsHostnameTypeOnLaunch() != null) {
      names.hostnameType(request.privateDnsHostnameTypeOnLaunch());
    } else if (request.enableResourceNameDnsARecordOnLaunch() != null) {
      names.enableResourceNameDnsARecord(request.enableResourceNameDnsARecordOnLaunch().value());
    } else {
      throw NetworkErrors.subnetAttributeNotSimulated();
    }
    Subnet subnet = changed.privateDnsNameOptionsOnLaunch(names.build()).build();
    subnets.put(subnet.subnetId(), known.with(subnet));
    world.network().changed();
    return ModifySubnetAttributeResponse.builder().build();
  }

  private Subnet view(Known known) {
    return known.subnet().toBuilder()
        .availableIpAddressCount(available(known))
        .tags(tags.list(known.subnet().subnetId()))
        .build();
  }

  private static int available(Known known) {
    return (int) (known.cidr().size() - RESERVED - known.used().size() - known.unseen());
  }
}
