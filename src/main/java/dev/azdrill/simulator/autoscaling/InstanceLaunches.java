package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Launches one instance at a time, in a zone that others chose. */
final class InstanceLaunches {
  /** The tag by which an instance tells its group. */
  static final String GROUP_TAG = "aws:autoscaling:groupName";

  private static final String NO_CAPACITY = "InsufficientInstanceCapacity";

  private final World world;
  private final Ports ports;
  private final Activities activities;
  private final LaunchPools pools;
  private final dev.azdrill.simulator.world.LaunchCapacity capacity;
  private final SplittableRandom chance;

  InstanceLaunches(World world, Ports ports, Activities activities) {
    this.world = world;
    this.ports = ports;
    this.activities = activities;
    this.capacity = new dev.azdrill.simulator.world.LaunchCapacity(world);
    this.pools = new LaunchPools(world.seed().derive("types of launches").random());
    this.chance = world.seed().derive("subnets of launches").random();
  }

  /**
   * Launches an instance, which becomes a pending member; a refusal is recorded as a failed
   * activity, and the zone is left alone for a while.
   *
   * @param option as what it is bought
   * @param balancing whether it is to even out zones or purchase options, and comes on top of the
   *     desired capacity
   * @return whether it was launched
   */
  boolean launch(
      ScalingGroup group, String zone, String cause, PurchaseOption option, boolean balancing) {
    Instant now = world.kernel().now();
    Activities.Where where = new Activities.Where(null, zone);
    try {
      Optional<String> subnet = subnet(group, zone);
      where = new Activities.Where(subnet.orElse(null), zone);
      String subnetId = subnet.orElseThrow(() -> AutoScalingErrors.subnetNotFound(zone));
      Launched launched = launch(group, zone, subnetId, option);
      String id = launched.id();
      String activity =
          activities.begin(group, "Launching a new EC2 instance: " + id, cause, where);
      Member member =
          new Member(
              id, zone, Optional.of(launched.template()), launched.purchase(), now, activity);
      member.balance(balancing);
      member.protect(Boolean.TRUE.equals(group.settings().newInstancesProtectedFromScaleIn()));
      group.add(member);
      group.launchBackoff().forget(zone);
      return true;
    } catch (AwsError refused) {
      activities.launchRefused(group, cause, where, refused.getMessage());
      setBack(group, zone, refused, now);
      group.changed();
      return false;
    }
  }

  /**
   * An instance that EC2 has launched.
   *
   * @param template with the version's number
   */
  private record Launched(String id, LaunchTemplateSpecification template, Purchase purchase) {}

  /** From the first pool that has capacity. */
  private Launched launch(ScalingGroup group, String zone, String subnetId, PurchaseOption option) {
    Optional<AwsError> lacking = Optional.empty();
    for (LaunchPools.Pool pool : pools.of(group, option)) {
      LaunchTemplateSpecification template = numbered(pool.template());
      Compute.Launch wanted =
          new Compute.Launch(
              template.launchTemplateId(),
              template.version(),
              pool.instanceType(),
              option == PurchaseOption.SPOT,
              subnetId,
              tags(group));
      try {
        capacity.requireForGroup(group.name(), zone, type(wanted));
        String id = ports.compute().launch(wanted);
        return new Launched(id, template, new Purchase(option, pool.instanceType()));
      } catch (AwsError refused) {
        if (!refused.code().equals(NO_CAPACITY)) {
          throw refused;
        }
        lacking = Optional.of(refused);
      }
    }
    throw lacking.orElseThrow();
  }

  private String type(Compute.Launch wanted) {
    return wanted
        .instanceType()
        .orElseGet(
            () ->
                ports
                    .templates()
                    .resolve(wanted.templateId(), wanted.version())
                    .launchTemplateData()
                    .instanceTypeAsString());
  }

  /** A zone's own trouble leaves the other zones open; any other would meet them, too. */
  private static void setBack(ScalingGroup group, String zone, AwsError refused, Instant now) {
    switch (refused.code()) {
      case NO_CAPACITY,
          "InsufficientFreeAddressesInSubnet",
          "InvalidSubnetID.NotFound",
          "Unsupported" ->
          group.launchBackoff().failed(zone, now);
      default -> group.zones().forEach(each -> group.launchBackoff().failed(each, now));
    }
  }

  /** One of the group's subnets in this zone; which one is left to chance, as on AWS. */
  private Optional<String> subnet(ScalingGroup group, String zone) {
    List<String> inZone =
        GroupSettings.subnets(group.settings()).stream()
            .flatMap(id -> ports.network().subnet(id).stream())
            .filter(subnet -> zone.equals(subnet.availabilityZone()))
            .map(Subnet::subnetId)
            .toList();
    return switch (inZone.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(inZone.get(0));
      default -> Optional.of(inZone.get(chance.nextInt(inZone.size())));
    };
  }

  /** A launch template with the number of the version that it means now. */
  LaunchTemplateSpecification numbered(LaunchTemplateSpecification wanted) {
    LaunchTemplateVersion version =
        ports.templates().resolve(wanted.launchTemplateId(), wanted.version());
    return wanted.toBuilder()
        .launchTemplateName(version.launchTemplateName())
        .version(String.valueOf(version.versionNumber()))
        .build();
  }

  private static Map<String, String> tags(ScalingGroup group) {
    Map<String, String> tags = new TreeMap<>();
    for (TagDescription tag : group.tags().values()) {
      if (tag.propagateAtLaunch()) {
        tags.put(tag.key(), tag.value());
      }
    }
    tags.put(GROUP_TAG, group.name());
    return tags;
  }
}
