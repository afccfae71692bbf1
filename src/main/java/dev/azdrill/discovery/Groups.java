package dev.azdrill.discovery;

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
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** The Auto Scaling groups that launch into one VPC, and what they launch. */
final class Groups {
  private final AutoScalingClient autoScaling;
  private final Ec2Client ec2;
  private final Look look;

  Groups(AutoScalingClient autoScaling, Ec2Client ec2, Look look) {
    this.autoScaling = autoScaling;
    this.ec2 = ec2;
    this.look = look;
  }

  void read(Set<String> subnets) {
    Optional<List<AutoScalingGroup>> groups =
        look.all(
            Kind.AUTO_SCALING_GROUP,
            () ->
                autoScaling.describeAutoScalingGroupsPaginator().autoScalingGroups().stream()
                    .filter(group -> subnetsOf(group).stream().anyMatch(subnets::contains))
                    .toList());
    if (groups.isEmpty()) {
      look.unreadBecauseOf(
          Kind.AUTO_SCALING_GROUP, Kind.SCALING_POLICY, Kind.LAUNCH_TEMPLATE_VERSION);
      return;
    }
    look.all(Kind.SCALING_POLICY, () -> policies(groups.get()));
    look.all(Kind.LAUNCH_TEMPLATE_VERSION, () -> versions(templatesOf(groups.get())));
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
          Look.unlessGone(
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
}
