package dev.azdrill.simulator.ec2.network;

import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AutoProvisionZonesState;
import software.amazon.awssdk.services.ec2.model.AutoScalingIpsState;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneAddress;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddressStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Regional NAT gateways: one for a whole VPC, with a route table of its own and no subnet. With
 * addresses for named zones one serves those zones; without, it is extended to each zone in which a
 * network interface appears, with addresses that AWS manages. It is not taken back from a zone that
 * has none any more: how long AWS waits with that is not documented. In a VPC without any interface
 * it begins in the region's first zone.
 *
 * <p>Source: Amazon VPC User Guide, "Regional NAT gateways for automatic multi-AZ expansion".
 */
final class RegionalNatGateways {
  private final World world;
  private final ResourceTags tags;
  private final AvailabilityZones zones;
  private final Vpcs vpcs;
  private final NetworkInterfaces interfaces;
  private final InternetGateways internetGateways;
  private final Addresses addresses;
  private final RouteTables routeTables;
  private final NatGateways gateways;

  /** Zones to which gateways are being extended: both ids. */
  private final Set<List<String>> extensions = new HashSet<>();

  private boolean isLookScheduled;

  RegionalNatGateways(
      World world,
      ResourceTags tags,
      AvailabilityZones zones,
      Vpcs vpcs,
      NetworkInterfaces interfaces,
      InternetGateways internetGateways,
      Addresses addresses,
      RouteTables routeTables,
      NatGateways gateways) {
    this.world = world;
    this.tags = tags;
    this.zones = zones;
    this.vpcs = vpcs;
    this.interfaces = interfaces;
    this.internetGateways = internetGateways;
    this.addresses = addresses;
    this.routeTables = routeTables;
    this.gateways = gateways;
    internetGateways
        .users()
        .add(
            new DependentResources.Follower() {
              @Override
              public boolean holds(String vpcId) {
                return gateways.standingRegional().stream()
                    .anyMatch(each -> vpcId.equals(each.vpcId()));
              }
            });
    world.network().watch(this::lookSoon);
  }

  CreateNatGatewayResponse create(CreateNatGatewayRequest request) {
    check(request);
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    Map<String, List<String>> wanted = wanted(request.availabilityZoneAddresses());
    boolean isAutomatic = wanted.isEmpty();
    String id = world.ids().next("nat");
    Optional<AwsError> trouble = trouble(vpcId, wanted);
    tags.create(ResourceType.NATGATEWAY, id, request.tagSpecifications());
    NatGateway.Builder gateway =
        NatGateway.builder()
            .natGatewayId(id)
            .vpcId(vpcId)
            .connectivityType(ConnectivityType.PUBLIC)
            .availabilityMode(AvailabilityMode.REGIONAL)
            .autoProvisionZones(
                isAutomatic ? AutoProvisionZonesState.ENABLED : AutoProvisionZonesState.DISABLED)
            .autoScalingIps(
                isAutomatic ? AutoScalingIpsState.ENABLED : AutoScalingIpsState.DISABLED)
            .createTime(world.kernel().now());
    if (trouble.isEmpty()) {
      gateway
          .natGatewayAddresses(isAutomatic ? managed(vpcId) : lent(wanted))
          .routeTableId(
              routeTables.addOf(id, vpcId, internetGateways.attachedTo(vpcId).orElseThrow()));
    }
    return CreateNatGatewayResponse.builder()
        .natGateway(gateways.begin(gateway.build(), trouble))
        .clientToken(request.clientToken())
        .build();
  }

  private static void check(CreateNatGatewayRequest request) {
    if (request.vpcId() == null) {
      throw Ec2Errors.missingParameter("VpcId");
    }
    if (request.connectivityType() == ConnectivityType.PRIVATE) {
      throw NetworkErrors.notWithRegionalNatGateway("ConnectivityType private");
    }
    if (request.subnetId() != null) {
      throw NetworkErrors.notWithRegionalNatGateway("SubnetId");
    }
    if (request.allocationId() != null) {
      throw NetworkErrors.notWithRegionalNatGateway("AllocationId");
    }
    if (request.privateIpAddress() != null
        || request.hasSecondaryPrivateIpAddresses()
        || request.secondaryPrivateIpAddressCount() != null) {
      throw NetworkErrors.notWithRegionalNatGateway("PrivateIpAddress");
    }
    if (request.hasSecondaryAllocationIds()) {
      throw NetworkErrors.notWithRegionalNatGateway("SecondaryAllocationIds");
    }
  }

  /** The allocation ids by the name of their zone. */
  private Map<String, List<String>> wanted(List<AvailabilityZoneAddress> given) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (AvailabilityZoneAddress each : given) {
      String named =
          each.availabilityZone() == null ? each.availabilityZoneId() : each.availabilityZone();
      if (named == null) {
        throw Ec2Errors.missingParameter("AvailabilityZone");
      }
      if (each.allocationIds().isEmpty()) {
        throw Ec2Errors.missingParameter("AllocationIds");
      }
      Zone zone = zones.zone(named);
      for (String allocation : each.allocationIds()) {
        if (!known.add(addresses.one(allocation).allocationId())) {
          throw Ec2Errors.invalidParameterValue(allocation, "AllocationId");
        }
      }
      if (wanted.put(zone.name(), each.allocationIds()) != null) {
        throw Ec2Errors.invalidParameterValue(named, "AvailabilityZone");
      }
    }
    return wanted;
  }

  private Optional<AwsError> trouble(String vpcId, Map<String, List<String>> wanted) {
    if (internetGateways.attachedTo(vpcId).isEmpty()) {
      return Optional.of(NetworkErrors.natGatewayWithoutInternetGateway(vpcId));
    }
    return wanted.values().stream()
        .flatMap(List::stream)
        .filter(addresses::isTaken)
        .findFirst()
        .map(NetworkErrors::natGatewayAddressAlreadyAssociated);
  }

  private List<NatGatewayAddress> lent(Map<String, List<String>> wanted) {
    List<NatGatewayAddress> all = new ArrayList<>();
    wanted.forEach(
        (zone, allocations) -> {
          for (String allocation : allocations) {
            all.add(at(zone, addresses.lend(allocation), all.isEmpty()));
          }
        });
    return all;
  }

  private List<NatGatewayAddress> managed(String vpcId) {
    Set<String> used = zonesUsed(vpcId);
    List<NatGatewayAddress> all = new ArrayList<>();
    for (String zone : used.isEmpty() ? Set.of(world.place().zones().get(0).name()) : used) {
      all.add(at(zone, addresses.manage(), all.isEmpty()));
    }
    return all;
  }

  private NatGatewayAddress at(String zone, Address address, boolean isPrimary) {
    return NatGatewayAddress.builder()
        .availabilityZone(zone)
        .availabilityZoneId(zones.zone(zone).id())
        .allocationId(address.allocationId())
        .associationId(address.associationId())
        .publicIp(address.publicIp())
        .isPrimary(isPrimary)
        .status(NatGatewayAddressStatus.SUCCEEDED)
        .build();
  }

  /** The zones of a VPC in which any interface is. */
  private Set<String> zonesUsed(String vpcId) {
    Set<String> used = new TreeSet<>();
    interfaces.all().stream()
        .filter(each -> vpcId.equals(each.vpcId()))
        .map(NetworkInterface::availabilityZone)
        .forEach(used::add);
    return used;
  }

  /** Told in the middle of a change: nothing of it may be looked at yet. */
  private void lookSoon() {
    if (!isLookScheduled && gateways.standingRegional().stream().anyMatch(this::isExtended)) {
      isLookScheduled = true;
      world
          .kernel()
          .after(
              Duration.ZERO, "zones without the regional NAT gateway are looked for", this::look);
    }
  }

  private boolean isExtended(NatGateway gateway) {
    return new RegionalNat(gateway).isExtendedByAws();
  }

  private void look() {
    isLookScheduled = false;
    for (NatGateway each : gateways.standingRegional()) {
      if (isExtended(each)) {
        Set<String> lacking = zonesUsed(each.vpcId());
        lacking.removeAll(new RegionalNat(each).zones());
        lacking.forEach(zone -> extendLater(each.natGatewayId(), zone));
      }
    }
  }

  private void extendLater(String id, String zone) {
    if (extensions.add(List.of(id, zone))) {
      world
          .kernel()
          .after(
              world.timings().of(Timing.REGIONAL_NAT_GATEWAY_EXTENSION),
              id + " is extended to " + zone,
              () -> extend(id, zone));
    }
  }

  private void extend(String id, String zone) {
    extensions.remove(List.of(id, zone));
    gateways.standingRegional().stream()
        .filter(each -> each.natGatewayId().equals(id))
        .filter(each -> zonesUsed(each.vpcId()).contains(zone))
        .forEach(
            each -> {
              List<NatGatewayAddress> all = new ArrayList<>(each.natGatewayAddresses());
              all.add(at(zone, addresses.manage(), all.isEmpty()));
              gateways.change(id, changed -> changed.natGatewayAddresses(all));
            });
  }

  /** One that stands elsewhere can be taken over with its addresses and its route table alone. */
  void checkSettled(NatGateway described) {
    vpcs.adopted(Adoption.required(described.vpcId(), "VpcId"));
    Adoption.required(described.autoProvisionZones(), "AutoProvisionZones");
    String table = Adoption.required(described.routeTableId(), "RouteTableId");
    if (!routeTables.has(table)) {
      throw new NotAdopted("its route table " + table + " is not here");
    }
    for (NatGatewayAddress each : described.natGatewayAddresses()) {
      String allocation = Adoption.required(each.allocationId(), "AllocationId");
      if (addresses.find(allocation).isEmpty()) {
        throw new NotAdopted("its address " + allocation + " is not here");
      }
    }
  }

  /** Gives back what a gateway had that is gone; without effect for one that was in a subnet. */
  void vacate(NatGateway gone) {
    if (RegionalNat.of(gone).isPresent() && gone.routeTableId() != null) {
      gone.natGatewayAddresses().forEach(each -> addresses.takeBack(each.allocationId()));
      routeTables.removeOf(gone.routeTableId());
    }
  }
}
