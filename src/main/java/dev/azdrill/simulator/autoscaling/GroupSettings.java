package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AvailabilityZoneDistribution;
import software.amazon.awssdk.services.autoscaling.model.AvailabilityZoneImpairmentPolicy;
import software.amazon.awssdk.services.autoscaling.model.CapacityDistributionStrategy;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes a group's settings out of what the user asks for, checked as AWS checks them. */
final class GroupSettings {
  private static final int COOLDOWN_DEFAULT = 300;
  private static final int LIFETIME_MIN = 86_400;
  private static final Set<String> HEALTH_CHECK_TYPES = Set.of("EC2", "ELB", "VPC_LATTICE", "EBS");

  private final World world;
  private final Ports ports;

  GroupSettings(World world, Ports ports) {
    this.world = world;
    this.ports = ports;
  }

  /** The subnets of a group, in the order in which they were given. */
  static List<String> subnets(AutoScalingGroup settings) {
    String list = settings.vpcZoneIdentifier();
    if (list == null || list.isBlank()) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    for (String id : List.of(list.split(","))) {
      ids.add(id.trim());
    }
    return ids;
  }

  AutoScalingGroup of(CreateAutoScalingGroupRequest request) {
    if (request.launchConfigurationName() != null) {
      throw AutoScalingErrors.launchConfigurationNotFound(request.launchConfigurationName());
    }
    if (request.instanceId() != null || !request.loadBalancerNames().isEmpty()) {
      throw AutoScalingErrors.instancesAndClassicLoadBalancersNotSimulated();
    }
    String name = request.autoScalingGroupName();
    int desired = request.desiredCapacity() == null ? request.minSize() : request.desiredCapacity();
    if (request.launchTemplate() == null && request.mixedInstancesPolicy() == null) {
      throw AutoScalingErrors.launchTemplateMissing();
    }
    AutoScalingGroup.Builder settings =
        launchedFrom(
                AutoScalingGroup.builder().build(),
                request.launchTemplate(),
                request.mixedInstancesPolicy())
            .autoScalingGroupName(name)
            .autoScalingGroupARN(arn(name))
            .createdTime(world.kernel().now())
            .minSize(request.minSize())
            .maxSize(request.maxSize())
            .desiredCapacity(desired)
            .defaultCooldown(or(request.defaultCooldown(), COOLDOWN_DEFAULT))
            .defaultInstanceWarmup(request.defaultInstanceWarmup())
            .healthCheckType(or(request.healthCheckType(), "EC2"))
            .healthCheckGracePeriod(or(request.healthCheckGracePeriod(), 0))
            .loadBalancerNames(List.of())
            .terminationPolicies(policies(request.terminationPolicies()))
            .newInstancesProtectedFromScaleIn(or(request.newInstancesProtectedFromScaleIn(), false))
            .capacityRebalance(request.capacityRebalance())
            .maxInstanceLifetime(lifetime(request.maxInstanceLifetime()))
            .context(request.context())
            .desiredCapacityType(request.desiredCapacityType())
            .availabilityZoneDistribution(distribution(request.availabilityZoneDistribution()))
            .availabilityZoneImpairmentPolicy(
                impairment(request.availabilityZoneImpairmentPolicy()))
            .serviceLinkedRoleARN(
                or(
                    request.serviceLinkedRoleARN(),
                    "arn:aws:iam::"
                        + world.place().account()
                        + ":role/aws-service-role/autoscaling.amazonaws.com"
                        + "/AWSServiceRoleForAutoScaling"));
    place(settings, request.vpcZoneIdentifier(), request.availabilityZones());
    return checked(settings.build());
  }

  private String arn(String name) {
    return world
        .place()
        .arn(
            Service.AUTO_SCALING,
            "autoScalingGroup:" + world.ids().uuid() + ":autoScalingGroupName/" + name);
  }

  /** The settings with what an update changes; what it leaves out stays. */
  AutoScalingGroup updated(AutoScalingGroup before, UpdateAutoScalingGroupRequest request) {
    if (request.launchConfigurationName() != null) {
      throw AutoScalingErrors.launchConfigurationNotFound(request.launchConfigurationName());
    }
    int min = or(request.minSize(), before.minSize());
    int max = or(request.maxSize(), before.maxSize());
    int desired =
        request.desiredCapacity() == null
            ? Math.min(max, Math.max(min, before.desiredCapacity()))
            : request.desiredCapacity();
    AutoScalingGroup.Builder settings =
        launchedFrom(before, request.launchTemplate(), request.mixedInstancesPolicy())
            .minSize(min)
            .maxSize(max)
            .desiredCapacity(desired)
            .defaultCooldown(or(request.defaultCooldown(), before.defaultCooldown()))
            .defaultInstanceWarmup(
                orNull(request.defaultInstanceWarmup(), before.defaultInstanceWarmup()))
            .healthCheckType(or(request.healthCheckType(), before.healthCheckType()))
            .healthCheckGracePeriod(
                or(request.healthCheckGracePeriod(), before.healthCheckGracePeriod()))
            .newInstancesProtectedFromScaleIn(
                or(
                    request.newInstancesProtectedFromScaleIn(),
                    before.newInstancesProtectedFromScaleIn()))
            .capacityRebalance(orNull(request.capacityRebalance(), before.capacityRebalance()))
            .maxInstanceLifetime(
                orNull(lifetime(request.maxInstanceLifetime()), before.maxInstanceLifetime()))
            .context(orNull(request.context(), before.context()))
            .desiredCapacityType(
                orNull(request.desiredCapacityType(), before.desiredCapacityType()))
            .serviceLinkedRoleARN(
                or(request.serviceLinkedRoleARN(), before.serviceLinkedRoleARN()));
    if (!request.terminationPolicies().isEmpty()) {
      settings.terminationPolicies(policies(request.terminationPolicies()));
    }
    if (request.availabilityZoneDistribution() != null) {
      settings.availabilityZoneDistribution(distribution(request.availabilityZoneDistribution()));
    }
    if (request.availabilityZoneImpairmentPolicy() != null) {
      settings.availabilityZoneImpairmentPolicy(request.availabilityZoneImpairmentPolicy());
    }
    if (request.vpcZoneIdentifier() != null || !request.availabilityZones().isEmpty()) {
      place(
          settings,
          orNull(request.vpcZoneIdentifier(), before.vpcZoneIdentifier()),
          request.availabilityZones());
    }
    return checked(settings.build());
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> @Nullable T orNull(@Nullable T value, @Nullable T otherwise) {
    return value == null ? otherwise : value;
  }

  /** Who names zones alone gets the default subnets in them. */
  private String ofDefaultVpc(List<String> zones) {
    return ports.network().defaultSubnets().stream()
        .filter(each -> zones.contains(each.availabilityZone()))
        .map(Subnet::subnetId)
        .collect(Collectors.joining(","));
  }

  /** The subnets and, of them, the zones. */
  private void place(
      AutoScalingGroup.Builder settings, @Nullable String subnetIds, List<String> zones) {
    AutoScalingGroup asked =
        AutoScalingGroup.builder()
            .vpcZoneIdentifier(
                subnetIds == null || subnetIds.isEmpty() ? ofDefaultVpc(zones) : subnetIds)
            .build();
    Set<String> zonesOfSubnets = new TreeSet<>();
    for (String id : subnets(asked)) {
      Subnet subnet =
          ports.network().subnet(id).orElseThrow(() -> AutoScalingErrors.subnetIdNotFound(id));
      zonesOfSubnets.add(subnet.availabilityZone());
    }
    for (String zone : zones) {
      if (world.place().zone(zone).isEmpty()) {
        throw AutoScalingErrors.zoneInvalid(zone);
      }
    }
    if (zonesOfSubnets.isEmpty()) {
      throw zones.isEmpty()
          ? AutoScalingErrors.zonesMissing()
          : AutoScalingErrors.defaultVpcMissing();
    }
    if (!zones.isEmpty() && !zonesOfSubnets.equals(new LinkedHashSet<>(zones))) {
      throw AutoScalingErrors.zonesOfSubnetsMismatch();
    }
    settings.vpcZoneIdentifier(String.join(",", subnets(asked))).availabilityZones(zonesOfSubnets);
  }

  /**
   * In seconds; zero for none. Source: Amazon EC2 Auto Scaling User Guide, "Replace Auto Scaling
   * instances based on maximum instance lifetime".
   */
  private static @Nullable Integer lifetime(@Nullable Integer seconds) {
    if (seconds != null && seconds != 0 && seconds < LIFETIME_MIN) {
      throw AutoScalingErrors.maxInstanceLifetimeTooShort(LIFETIME_MIN);
    }
    return seconds;
  }

  /** Either a launch template alone, or a mixed instances policy; what is not given stays. */
  private AutoScalingGroup.Builder launchedFrom(
      AutoScalingGroup before,
      @Nullable LaunchTemplateSpecification template,
      @Nullable MixedInstancesPolicy mixed) {
    if (template != null && mixed != null) {
      throw AutoScalingErrors.launchTemplateMissing();
    }
    if (mixed != null) {
      MixedInstancesPolicy policy =
          MixedInstances.resolved(
              mixed, Optional.ofNullable(before.mixedInstancesPolicy()), this::resolved);
      return before.toBuilder()
          .mixedInstancesPolicy(policy)
          .launchTemplate((LaunchTemplateSpecification) null);
    }
    return template == null
        ? before.toBuilder()
        : before.toBuilder()
            .launchTemplate(resolved(template))
            .mixedInstancesPolicy((MixedInstancesPolicy) null);
  }

  /**
   * The template under both its names, its version as it was asked for. Auto Scaling tries it once,
   * when it is named: a version that {@code $Latest} means later is found bad when it is launched.
   */
  LaunchTemplateSpecification resolved(LaunchTemplateSpecification template) {
    return resolved(template, Optional.empty());
  }

  private LaunchTemplateSpecification resolved(
      LaunchTemplateSpecification template, Optional<String> instanceType) {
    String id = template.launchTemplateId();
    String name = template.launchTemplateName();
    if ((id == null) == (name == null)) {
      throw AutoScalingErrors.launchTemplateNotNamedOnce();
    }
    String version = or(template.version(), "$Default");
    try {
      LaunchTemplateVersion found = ports.templates().resolve(id == null ? name : id, version);
      ports.templates().check(instanceType.map(each -> with(found, each)).orElse(found));
      return LaunchTemplateSpecification.builder()
          .launchTemplateId(found.launchTemplateId())
          .launchTemplateName(found.launchTemplateName())
          .version(version)
          .build();
    } catch (AwsError unknown) {
      throw AutoScalingErrors.launchTemplateInvalid(unknown);
    }
  }

  private static LaunchTemplateVersion with(LaunchTemplateVersion version, String instanceType) {
    return version.toBuilder()
        .launchTemplateData(
            version.launchTemplateData().toBuilder().instanceType(instanceType).build())
        .build();
  }

  private static List<String> policies(List<String> asked) {
    if (asked.isEmpty()) {
      return List.of(TerminationPolicy.DEFAULT.word());
    }
    asked.forEach(TerminationPolicy::of);
    int first = asked.indexOf(TerminationPolicy.DEFAULT.word());
    if (first >= 0 && first < asked.size() - 1) {
      throw AutoScalingErrors.defaultTerminationPolicyNotLast();
    }
    return asked;
  }

  private static AvailabilityZoneDistribution distribution(
      @Nullable AvailabilityZoneDistribution asked) {
    return asked == null
        ? AvailabilityZoneDistribution.builder()
            .capacityDistributionStrategy(CapacityDistributionStrategy.BALANCED_BEST_EFFORT)
            .build()
        : asked;
  }

  private static AvailabilityZoneImpairmentPolicy impairment(
      @Nullable AvailabilityZoneImpairmentPolicy asked) {
    return asked == null
        ? AvailabilityZoneImpairmentPolicy.builder().zonalShiftEnabled(false).build()
        : asked;
  }

  /** Refuses numbers and health checks that contradict each other or do not exist. */
  static AutoScalingGroup checked(AutoScalingGroup group) {
    int min = group.minSize();
    int max = group.maxSize();
    int desired = group.desiredCapacity();
    if (min < 0 || max < 0) {
      throw AutoScalingErrors.boundsNegative();
    }
    if (min > max) {
      throw AutoScalingErrors.maxBelowMin(min, max);
    }
    if (desired < min || desired > max) {
      throw AutoScalingErrors.desiredCapacityOutOfBounds(desired, min, max);
    }
    for (String type : List.of(group.healthCheckType().split(","))) {
      if (!HEALTH_CHECK_TYPES.contains(type)) {
        throw AutoScalingErrors.healthCheckTypeInvalid(type);
      }
    }
    if (group.healthCheckGracePeriod() < 0) {
      throw AutoScalingErrors.healthCheckGracePeriodNegative();
    }
    return group;
  }
}
