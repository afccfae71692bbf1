package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneOptInStatus;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;

/**
 * The region's zones. They are always {@code available}, also while one has no power: AWS does not
 * announce an outage here, and who waits for it would wait in vain.
 */
final class AvailabilityZones {
  private static final DescribeFilters<AvailabilityZone> FILTERS =
      new DescribeFilters<AvailabilityZone>()
          .on("zone-name", AvailabilityZone::zoneName)
          .on("zone-id", AvailabilityZone::zoneId)
          .on("region-name", AvailabilityZone::regionName)
          .on("state", AvailabilityZone::stateAsString)
          .on("zone-type", AvailabilityZone::zoneType)
          .on("group-name", AvailabilityZone::groupName)
          .on("opt-in-status", AvailabilityZone::optInStatusAsString);

  private final RegionLocation place;

  /** Those that are described as they are elsewhere, by name. */
  private final Map<String, AvailabilityZone> adopted = new HashMap<>();

  AvailabilityZones(RegionLocation place) {
    this.place = place;
  }

  void enter(Operations.Page page) {
    page.read(
        "DescribeAvailabilityZones", DescribeAvailabilityZonesRequest::builder, this::describe);
  }

  private DescribeAvailabilityZonesResponse describe(DescribeAvailabilityZonesRequest request) {
    for (String name : request.zoneNames()) {
      zone(name);
    }
    List<AvailabilityZone> zones =
        place.zones().stream()
            .filter(z -> request.zoneNames().isEmpty() || request.zoneNames().contains(z.name()))
            .filter(z -> request.zoneIds().isEmpty() || request.zoneIds().contains(z.id()))
            .map(this::describe)
            .toList();
    return DescribeAvailabilityZonesResponse.builder()
        .availabilityZones(FILTERS.apply(zones, DescribeParameters.by(request.filters())))
        .build();
  }

  /** The zone of this name or id, or AWS's refusal. */
  Zone zone(String nameOrId) {
    return place
        .zone(nameOrId)
        .orElseThrow(
            () ->
                NetworkErrors.zoneNotFound(
                    nameOrId, place.zones().stream().map(Zone::name).toList()));
  }

  /** Lets a zone be described as it is elsewhere, as far as it is one of the region's. */
  void adopt(AvailabilityZone zone) {
    String name = Adoption.required(zone.zoneName(), "ZoneName");
    if (place.zone(name).isEmpty()) {
      throw new NotAdopted("it is not one of the region's, for its description lacks ZoneId");
    }
    DescribedValues.settled(
        "State", zone.state(), zone.stateAsString(), Set.of(AvailabilityZoneState.AVAILABLE));
    adopted.put(name, zone);
  }

  private AvailabilityZone describe(Zone zone) {
    AvailabilityZone elsewhere = adopted.get(zone.name());
    return elsewhere == null ? made(zone) : elsewhere;
  }

  private AvailabilityZone made(Zone zone) {
    return AvailabilityZone.builder()
        .zoneName(zone.name())
        .zoneId(zone.id())
        .regionName(place.region())
        .groupName(place.region() + "-zg-1")
        .networkBorderGroup(place.region())
        .zoneType("availability-zone")
        .state(AvailabilityZoneState.AVAILABLE)
        .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
        .build();
  }
}
