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
final class Launches {
  /** The tag by which an instance tells its group. */
  static final String GROUP_TAG = "aws:autoscaling:groupName";

  private final World world;
  private final Ports ports;
  private final Activities activities;
  private final SplittableRandom chance;

  Launches(World world, Ports ports, Activities activities) {
    this.world = world;
    this.ports = ports;
    this.activities = activities;
    this.chance = world.seed().derive("subnets of launches").random();
  }

  /**
   * Launches an instance, which becomes a pending member; a refusal is recorded as a failed
   * activity, and the zone is left alone for a while.
   *
   * @param balancing whether it is to balance the zones, and comes on top of the desired capacity
   * @return whether it was launched
   */
  boolean launch(Group group, String zone, String cause, boolean balancing) {
    Instant now = world.kernel().now();
    Activities.Where where = new Activities.Where(null, zone);
    try {
      Optional<String> subnet = subnet(group, zone);
      where = new Activities.Where(subnet.orElse(null), zone);
      LaunchTemplateSpecification template = numbered(group.launchTemplate());
      String id =
          ports
              .compute()
              .launch(
                  new Compute.Launch(
                      template.launchTemplateId(),
                      template.version(),
                      subnet.orElseThrow(() -> AutoScalingErrors.subnetNotFound(zone)),
                      tags(group)));
      String activity =
          activities.begin(group, "Launching a new EC2 instance: " + id, cause, where);
      Member member = new Member(id, zone, Optional.of(template), now, activity);
      member.balance(balancing);
      member.protect(Boolean.TRUE.equals(group.settings().newInstancesProtectedFromScaleIn()));
      group.add(member);
      group.setbacks().forget(zone);
      return true;
    } catch (AwsError refused) {
      activities.launchRefused(group, cause, where, refused.getMessage());
      setBack(group, zone, refused, now);
      group.changed();
      return false;
    }
  }

  /** A zone's own trouble leaves the other zones open; any other would meet them, too. */
  private static void setBack(Group group, String zone, AwsError refused, Instant now) {
    switch (refused.code()) {
      case "InsufficientInstanceCapacity",
          "InsufficientFreeAddressesInSubnet",
          "InvalidSubnetID.NotFound",
          "Unsupported" ->
          group.setbacks().failed(zone, now);
      default -> group.zones().forEach(each -> group.setbacks().failed(each, now));
    }
  }

  /** One of the group's subnets in this zone; which one is left to chance, as on AWS. */
  private Optional<String> subnet(Group group, String zone) {
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

  private static Map<String, String> tags(Group group) {
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
