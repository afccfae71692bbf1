package dev.azdrill.discovery;

import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

/** The Auto Scaling groups that launch into one VPC, and what they launch. */
final class DiscoveredGroups {
  private final AutoScalingClient autoScaling;
  private final Ec2Client ec2;
  private final IamClient iam;
  private final InventoryReader reader;

  DiscoveredGroups(
      AutoScalingClient autoScaling, Ec2Client ec2, IamClient iam, InventoryReader reader) {
    this.autoScaling = autoScaling;
    this.ec2 = ec2;
    this.iam = iam;
    this.reader = reader;
  }

  void read(Set<String> subnets) {
    Optional<List<AutoScalingGroup>> groups =
        reader.all(
            Kind.AUTO_SCALING_GROUP,
            () ->
                autoScaling.describeAutoScalingGroupsPaginator().autoScalingGroups().stream()
                    .filter(group -> subnetsOf(group).stream().anyMatch(subnets::contains))
                    .toList());
    if (groups.isEmpty()) {
      reader.unreadBecauseOf(
          Kind.AUTO_SCALING_GROUP,
          Kind.SCALING_POLICY,
          Kind.SCHEDULED_ACTION,
          Kind.LIFECYCLE_HOOK,
          Kind.LAUNCH_TEMPLATE_VERSION,
          Kind.IMAGE,
          Kind.KEY_PAIR,
          Kind.INSTANCE_PROFILE);
      return;
    }
    reader.all(Kind.SCALING_POLICY, () -> policies(groups.get()));
    reader.all(Kind.SCHEDULED_ACTION, () -> scheduled(groups.get()));
    reader.all(Kind.LIFECYCLE_HOOK, () -> hooks(groups.get()));
    if (reader
        .all(Kind.LAUNCH_TEMPLATE_VERSION, () -> versions(templatesOf(groups.get())))
        .isEmpty()) {
      reader.unreadBecauseOf(
          Kind.LAUNCH_TEMPLATE_VERSION, Kind.IMAGE, Kind.KEY_PAIR, Kind.INSTANCE_PROFILE);
      return;
    }
    Inventory launching = reader.inventory();
    reader.all(Kind.IMAGE, () -> images(GroupLaunches.images(launching)));
    reader.all(Kind.KEY_PAIR, () -> keyPairs(GroupLaunches.keyPairs(launching)));
    reader.all(Kind.INSTANCE_PROFILE, () -> profiles(GroupLaunches.instanceProfiles(launching)));
  }

  private static List<String> subnetsOf(AutoScalingGroup group) {
    String all = group.vpcZoneIdentifier();
    return all == null ? List.of() : List.of(all.split("\\s*,\\s*", -1));
  }

  private List<ScalingPolicy> policies(List<AutoScalingGroup> groups) {
    List<ScalingPolicy> all = new ArrayList<>();
    for (AutoScalingGroup group : groups) {
      autoScaling
          .describePoliciesPaginator(r -> r.autoScalingGroupName(group.autoScalingGroupName()))
          .scalingPolicies()
          .forEach(all::add);
    }
    return all;
  }

  private List<ScheduledUpdateGroupAction> scheduled(List<AutoScalingGroup> groups) {
    List<ScheduledUpdateGroupAction> all = new ArrayList<>();
    for (AutoScalingGroup group : groups) {
      autoScaling
          .describeScheduledActionsPaginator(
              r -> r.autoScalingGroupName(group.autoScalingGroupName()))
          .scheduledUpdateGroupActions()
          .forEach(all::add);
    }
    return all;
  }

  private List<LifecycleHook> hooks(List<AutoScalingGroup> groups) {
    List<LifecycleHook> all = new ArrayList<>();
    for (AutoScalingGroup group : groups) {
      all.addAll(
          autoScaling
              .describeLifecycleHooks(r -> r.autoScalingGroupName(group.autoScalingGroupName()))
              .lifecycleHooks());
    }
    return all;
  }

  /** Those of the groups and of their mixed instances policies, once each. */
  private static Set<LaunchTemplateSpecification> templatesOf(List<AutoScalingGroup> groups) {
    Set<LaunchTemplateSpecification> templates = new LinkedHashSet<>();
    for (AutoScalingGroup group : groups) {
      if (group.launchTemplate() != null) {
        templates.add(anyVersion(group.launchTemplate()));
      }
      if (group.mixedInstancesPolicy() != null
          && group.mixedInstancesPolicy().launchTemplate() != null) {
        LaunchTemplate mixed = group.mixedInstancesPolicy().launchTemplate();
        templates.add(anyVersion(mixed.launchTemplateSpecification()));
        mixed.overrides().stream()
            .filter(override -> override.launchTemplateSpecification() != null)
            .forEach(override -> templates.add(anyVersion(override.launchTemplateSpecification())));
      }
    }
    return templates;
  }

  private static LaunchTemplateSpecification anyVersion(LaunchTemplateSpecification used) {
    return used.toBuilder().version(null).build();
  }

  /**
   * All versions: a group may name {@code $Latest} or {@code $Default}, and its instances may be
   * older.
   */
  private List<LaunchTemplateVersion> versions(Set<LaunchTemplateSpecification> templates) {
    List<LaunchTemplateVersion> all = new ArrayList<>();
    for (LaunchTemplateSpecification each : templates) {
      all.addAll(
          InventoryReader.unlessGone(
              () ->
                  ec2
                      .describeLaunchTemplateVersionsPaginator(
                          r ->
                              r.launchTemplateId(each.launchTemplateId())
                                  .launchTemplateName(
                                      each.launchTemplateId() == null
                                          ? each.launchTemplateName()
                                          : null))
                      .launchTemplateVersions()
                      .stream()
                      .toList()));
    }
    return all;
  }

  /**
   * A filter, and not ids: for one that does not exist EC2 would describe none. A deprecated image
   * is still launched, and not described to others than its owner unless asked for.
   */
  private List<Image> images(Set<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : ec2
            .describeImagesPaginator(r -> r.includeDeprecated(true).filters(where("image-id", ids)))
            .images()
            .stream()
            .filter(image -> ids.contains(image.imageId()))
            .toList();
  }

  /** A filter takes * and ? for more than themselves, and names may have them. */
  private List<KeyPairInfo> keyPairs(Set<String> names) {
    return names.isEmpty()
        ? List.of()
        : ec2.describeKeyPairs(r -> r.filters(where("key-name", names))).keyPairs().stream()
            .filter(pair -> names.contains(pair.keyName()))
            .toList();
  }

  private List<InstanceProfile> profiles(Set<String> names) {
    return names.stream()
        .flatMap(
            name ->
                InventoryReader.unlessGone(
                    () ->
                        List.of(
                            iam.getInstanceProfile(r -> r.instanceProfileName(name))
                                .instanceProfile()))
                    .stream())
        .toList();
  }

  private static Filter where(String name, Set<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
