package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AvailabilityZoneImpairmentPolicy;
import software.amazon.awssdk.services.autoscaling.model.CapacityReservationSpecification;
import software.amazon.awssdk.services.autoscaling.model.InstanceLifecyclePolicy;
import software.amazon.awssdk.services.autoscaling.model.InstanceMaintenancePolicy;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Checks the settings of a group that stands elsewhere: they are to be complete, and of nothing but
 * what is simulated. What CreateAutoScalingGroup would refuse is left out.
 */
final class SettingsAdoption {
  /** A group that lacks more was described wrongly, or waits for what is not described. */
  private static final int LACKING_MAX = 500;

  private final World world;
  private final Ports ports;

  SettingsAdoption(World world, Ports ports) {
    this.world = world;
    this.ports = ports;
  }

  /**
   * What the user asked for there.
   *
   * @throws Adoption.NotAdopted when it cannot be had here
   * @throws AwsError when no group can be so
   */
  AutoScalingGroup of(AutoScalingGroup described) {
    notSimulated(described)
        .forEach(
            (what, isUsed) -> {
              if (isUsed) {
                throw new Adoption.NotAdopted(what + " not simulated");
              }
            });
    Adoption.required(described.autoScalingGroupARN(), "AutoScalingGroupARN");
    Adoption.required(described.minSize(), "MinSize");
    Adoption.required(described.maxSize(), "MaxSize");
    int desired = Adoption.required(described.desiredCapacity(), "DesiredCapacity");
    if (desired - described.instances().size() > LACKING_MAX) {
      throw new Adoption.NotAdopted(
          "it desires "
              + desired
              + " instances and has "
              + described.instances().size()
              + ": more than "
              + LACKING_MAX
              + " are not launched for a group that stands elsewhere");
    }
    Adoption.required(described.defaultCooldown(), "DefaultCooldown");
    Adoption.required(described.healthCheckType(), "HealthCheckType");
    Adoption.required(described.healthCheckGracePeriod(), "HealthCheckGracePeriod");
    described.terminationPolicies().forEach(TerminationPolicy::of);
    checkPlace(described);
    checkTemplates(described);
    return GroupSettings.checked(
        described.toBuilder()
            .instances(List.of())
            .tags(List.of())
            .targetGroupARNs(List.of())
            .trafficSources(List.of())
            .suspendedProcesses(List.of())
            .enabledMetrics(List.of())
            .build());
  }

  /** What a group may have elsewhere and not here, and whether this one has it. */
  private static Map<String, Boolean> notSimulated(AutoScalingGroup described) {
    Map<String, Boolean> features = new LinkedHashMap<>();
    features.put("launch configurations are", described.launchConfigurationName() != null);
    features.put(
        "warm pools are",
        described.warmPoolConfiguration() != null || isAtLeast(1, described.warmPoolSize()));
    features.put("Classic Load Balancers are", !described.loadBalancerNames().isEmpty());
    features.put("placement groups are", described.placementGroup() != null);
    features.put("predictive scaling is", described.predictedCapacity() != null);
    features.put(
        "instance maintenance policies are",
        Optional.ofNullable(described.instanceMaintenancePolicy())
            .filter(SettingsAdoption::isLimiting)
            .isPresent());
    features.put(
        "capacity reservations are",
        Optional.ofNullable(described.capacityReservationSpecification())
            .map(CapacityReservationSpecification::capacityReservationPreferenceAsString)
            .filter(preference -> !preference.equals("default"))
            .isPresent());
    features.put(
        "capacities in other units than instances are",
        Optional.ofNullable(described.desiredCapacityType())
            .filter(units -> !units.equals("units"))
            .isPresent());
    features.put(
        "instances that are retained when a hook abandons them are",
        Optional.ofNullable(described.instanceLifecyclePolicy())
            .map(InstanceLifecyclePolicy::retentionTriggers)
            .filter(triggers -> !"terminate".equals(triggers.terminateHookAbandonAsString()))
            .isPresent());
    features.put(
        "zonal shifts of groups are",
        Optional.ofNullable(described.availabilityZoneImpairmentPolicy())
            .map(AvailabilityZoneImpairmentPolicy::zonalShiftEnabled)
            .filter(Boolean.TRUE::equals)
            .isPresent());
    return features;
  }

  private static boolean isLimiting(InstanceMaintenancePolicy policy) {
    return isAtLeast(0, policy.minHealthyPercentage())
        || isAtLeast(0, policy.maxHealthyPercentage());
  }

  private static boolean isAtLeast(int least, @Nullable Integer number) {
    return number != null && number >= least;
  }

  private void checkPlace(AutoScalingGroup described) {
    Adoption.required(described.vpcZoneIdentifier(), "VPCZoneIdentifier");
    Set<String> zones = new TreeSet<>();
    for (String id : GroupSettings.subnets(described)) {
      zones.add(
          ports
              .network()
              .subnet(id)
              .map(Subnet::availabilityZone)
              .orElseThrow(
                  () -> new Adoption.NotAdopted("its subnet " + id + " does not stand here")));
    }
    if (zones.isEmpty() || !zones.equals(new TreeSet<>(described.availabilityZones()))) {
      throw new Adoption.NotAdopted(
          "its subnets stand in "
              + zones
              + " and its AvailabilityZones are "
              + described.availabilityZones());
    }
    if (!zones.stream().allMatch(zone -> world.place().zone(zone).isPresent())) {
      throw new Adoption.NotAdopted("the region has not all of its zones " + zones);
    }
  }

  private void checkTemplates(AutoScalingGroup described) {
    MixedInstancesPolicy mixed = described.mixedInstancesPolicy();
    if (mixed == null) {
      checkTemplate(Adoption.required(described.launchTemplate(), "LaunchTemplate"));
      return;
    }
    LaunchTemplate launch =
        Adoption.required(mixed.launchTemplate(), "LaunchTemplate of its mixed instances policy");
    checkTemplate(
        Adoption.required(
            launch.launchTemplateSpecification(),
            "LaunchTemplateSpecification of its mixed instances policy"));
    InstancesDistribution shares =
        Adoption.required(mixed.instancesDistribution(), "InstancesDistribution");
    Adoption.required(shares.onDemandBaseCapacity(), "OnDemandBaseCapacity");
    Adoption.required(
        shares.onDemandPercentageAboveBaseCapacity(), "OnDemandPercentageAboveBaseCapacity");
    for (LaunchTemplateOverrides each : launch.overrides()) {
      if (each.weightedCapacity() != null) {
        throw new Adoption.NotAdopted("weights of instance types are not simulated");
      }
      if (each.instanceRequirements() != null || each.imageId() != null) {
        throw new Adoption.NotAdopted(
            "instance types that are chosen by requirements, and images in the place of the"
                + " template's, are not simulated");
      }
      if (each.launchTemplateSpecification() != null) {
        checkTemplate(each.launchTemplateSpecification());
      }
    }
  }

  private void checkTemplate(LaunchTemplateSpecification template) {
    String id = Adoption.required(template.launchTemplateId(), "LaunchTemplateId");
    String version = Adoption.required(template.version(), "Version of its launch template");
    try {
      ports.templates().resolve(id, version);
    } catch (AwsError unknown) {
      throw new Adoption.NotAdopted(
          "version " + version + " of its launch template " + id + " does not stand here");
    }
  }
}
