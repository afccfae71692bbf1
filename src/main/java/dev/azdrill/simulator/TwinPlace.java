package dev.azdrill.simulator;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.Zone;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Where and when what an inventory describes stands.
 *
 * @param place its account, region and zones
 * @param at the latest moment that any description in it tells of
 */
record TwinPlace(RegionLocation place, Instant at) {
  /** Members that tell of times to come. */
  private static final Set<String> TO_COME = Set.of("ValidTill", "AutomaticRestartTime");

  /**
   * Reads it.
   *
   * @throws Adoption.NotAdopted when account, region or two zones are not told
   */
  static TwinPlace of(Inventory described) {
    Map<String, Zone> zones = new TreeMap<>();
    described.all(Kind.ZONE).forEach(zone -> add(zones, zone));
    described.all(Kind.SUBNET).forEach(subnet -> add(zones, subnet));
    String account =
        described.all(Kind.VPC).stream()
            .map(Vpc::ownerId)
            .flatMap(Stream::ofNullable)
            .findFirst()
            .orElseThrow(() -> new Adoption.NotAdopted("no VPC in it tells its account"));
    if (zones.size() < 2) {
      throw new Adoption.NotAdopted(
          "two Availability Zones or more are needed, it tells of " + zones.keySet());
    }
    String zone = zones.keySet().iterator().next();
    String region =
        described.all(Kind.ZONE).stream()
            .map(AvailabilityZone::regionName)
            .flatMap(Stream::ofNullable)
            .findFirst()
            .orElseGet(() -> zone.substring(0, zone.length() - 1));
    return new TwinPlace(
        new RegionLocation(account, region, List.copyOf(zones.values())), latest(described));
  }

  private static void add(Map<String, Zone> zones, AvailabilityZone zone) {
    if (zone.zoneName() != null && zone.zoneId() != null) {
      zones.put(zone.zoneName(), new Zone(zone.zoneName(), zone.zoneId()));
    }
  }

  private static void add(Map<String, Zone> zones, Subnet subnet) {
    if (subnet.availabilityZone() != null && subnet.availabilityZoneId() != null) {
      zones.putIfAbsent(
          subnet.availabilityZone(),
          new Zone(subnet.availabilityZone(), subnet.availabilityZoneId()));
    }
  }

  private static Instant latest(Inventory described) {
    Stream<Instant> told =
        Kind.all().stream().flatMap(kind -> described.all(kind).stream()).flatMap(TwinPlace::times);
    return Stream.concat(told, started(described))
        .max(Comparator.naturalOrder())
        .orElse(Region.START);
  }

  /** When what answers health checks had started: it was described after that. */
  private static Stream<Instant> started(Inventory described) {
    Set<String> answering =
        described.all(Kind.TARGET_HEALTH).stream()
            .filter(each -> each.target() != null && each.targetHealth() != null)
            .filter(each -> each.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
            .flatMap(each -> Optional.ofNullable(each.target().id()).stream())
            .collect(Collectors.toSet());
    return described.all(Kind.INSTANCE).stream()
        .filter(instance -> instance.launchTime() != null)
        .filter(instance -> answering.contains(String.valueOf(instance.instanceId())))
        .map(instance -> instance.launchTime().plus(Timing.APPLICATION_BOOT.most()));
  }

  /** Every time in a value, however deep. */
  private static Stream<Instant> times(Object value) {
    if (value instanceof Instant time) {
      return Stream.of(time);
    }
    if (value instanceof List<?> list) {
      return list.stream().flatMap(TwinPlace::times);
    }
    if (value instanceof SdkPojo pojo) {
      return pojo.sdkFields().stream()
          .filter(field -> !TO_COME.contains(field.memberName()))
          .map((SdkField<?> field) -> field.getValueOrDefault(pojo))
          .flatMap(each -> Optional.ofNullable(each).stream())
          .flatMap(TwinPlace::times);
    }
    return Stream.empty();
  }
}
