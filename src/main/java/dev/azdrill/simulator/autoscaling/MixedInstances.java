package dev.azdrill.simulator.autoscaling;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;

/**
 * A group's mixed instances policy: of which types its instances are, and how many of them are on
 * demand. What is not said has AWS's default.
 *
 * <p>Which type is the cheapest, or the one of which EC2 has most, is not simulated: where a
 * strategy asks for it, chance decides.
 *
 * <p>Source: Amazon EC2 Auto Scaling API Reference, "MixedInstancesPolicy" and
 * "InstancesDistribution"; User Guide, "Auto Scaling groups with multiple instance types and
 * purchase options".
 *
 * @param policy as it is described
 */
record MixedInstances(MixedInstancesPolicy policy) {
  private static final int PERCENT = 100;
  private static final int POOLS_DEFAULT = 2;
  private static final int POOLS_MAX = 20;
  private static final String PRIORITIZED = "prioritized";
  private static final String LOWEST_PRICE = "lowest-price";

  private static final List<String> SPOT_STRATEGIES =
      List.of(
          LOWEST_PRICE,
          "capacity-optimized",
          "capacity-optimized-prioritized",
          "price-capacity-optimized");

  /** The launch templates that a policy may name. */
  interface Templates {
    /**
     * A launch template under both its names.
     *
     * @param instanceType that is to take the place of its own
     * @throws dev.azdrill.simulator.world.AwsError when nothing can be launched so
     */
    LaunchTemplateSpecification resolved(
        LaunchTemplateSpecification named, Optional<String> instanceType);
  }

  /** That of a group; empty where all its instances are on demand, and of one type. */
  static Optional<MixedInstances> of(AutoScalingGroup settings) {
    return Optional.ofNullable(settings.mixedInstancesPolicy()).map(MixedInstances::new);
  }

  /**
   * The policy that is asked for, complete.
   *
   * @param before what the group has; what an update does not say stays as it is there
   * @param templates gives a launch template both its names, or refuses it
   * @throws dev.azdrill.simulator.world.AwsError for what AWS refuses
   */
  static MixedInstancesPolicy resolved(
      MixedInstancesPolicy asked, Optional<MixedInstancesPolicy> before, Templates templates) {
    LaunchTemplate template = orEmpty(asked.launchTemplate());
    LaunchTemplate old = orEmpty(before.map(MixedInstancesPolicy::launchTemplate).orElse(null));
    LaunchTemplateSpecification specification =
        orNull(
            template.launchTemplateSpecification(), namedOnce(old.launchTemplateSpecification()));
    if (specification == null) {
      throw AutoScalingErrors.mixedLaunchTemplateMissing();
    }
    List<LaunchTemplateOverrides> overrides =
        template.hasOverrides()
            ? template.overrides()
            : old.overrides().stream().map(MixedInstances::namedOnce).toList();
    return MixedInstancesPolicy.builder()
        .launchTemplate(
            LaunchTemplate.builder()
                .launchTemplateSpecification(templates.resolved(specification, Optional.empty()))
                .overrides(
                    overrides.stream()
                        .map(each -> override(each, specification, templates))
                        .toList())
                .build())
        .instancesDistribution(
            distribution(
                orEmpty(asked.instancesDistribution()),
                orEmpty(before.map(MixedInstancesPolicy::instancesDistribution).orElse(null))))
        .build();
  }

  /** What is described has both its names, what is asked for has one. */
  private static @Nullable LaunchTemplateSpecification namedOnce(
      @Nullable LaunchTemplateSpecification described) {
    return described == null ? null : described.toBuilder().launchTemplateName(null).build();
  }

  private static LaunchTemplateOverrides namedOnce(LaunchTemplateOverrides described) {
    return described.toBuilder()
        .launchTemplateSpecification(namedOnce(described.launchTemplateSpecification()))
        .build();
  }

  private static LaunchTemplateOverrides override(
      LaunchTemplateOverrides asked, LaunchTemplateSpecification template, Templates templates) {
    LaunchTemplateSpecification own = asked.launchTemplateSpecification();
    LaunchTemplateSpecification resolved =
        templates.resolved(own == null ? template : own, Optional.ofNullable(asked.instanceType()));
    return asked.toBuilder().launchTemplateSpecification(own == null ? null : resolved).build();
  }

  private static LaunchTemplate orEmpty(@Nullable LaunchTemplate given) {
    return given == null ? LaunchTemplate.builder().build() : given;
  }

  private static InstancesDistribution orEmpty(@Nullable InstancesDistribution given) {
    return given == null ? InstancesDistribution.builder().build() : given;
  }

  private static InstancesDistribution distribution(
      InstancesDistribution asked, InstancesDistribution before) {
    String onDemand =
        or(asked.onDemandAllocationStrategy(), before.onDemandAllocationStrategy(), PRIORITIZED);
    if (!onDemand.equals(PRIORITIZED) && !onDemand.equals(LOWEST_PRICE)) {
      throw AutoScalingErrors.onDemandAllocationStrategyInvalid(onDemand);
    }
    String spot = or(asked.spotAllocationStrategy(), before.spotAllocationStrategy(), LOWEST_PRICE);
    if (!SPOT_STRATEGIES.contains(spot)) {
      throw AutoScalingErrors.spotAllocationStrategyInvalid(spot);
    }
    int base = or(asked.onDemandBaseCapacity(), before.onDemandBaseCapacity(), 0);
    int above =
        or(
            asked.onDemandPercentageAboveBaseCapacity(),
            before.onDemandPercentageAboveBaseCapacity(),
            PERCENT);
    if (base < 0 || above < 0 || above > PERCENT) {
      throw AutoScalingErrors.onDemandCapacityOutOfBounds(base, above);
    }
    return InstancesDistribution.builder()
        .onDemandAllocationStrategy(onDemand)
        .onDemandBaseCapacity(base)
        .onDemandPercentageAboveBaseCapacity(above)
        .spotAllocationStrategy(spot)
        .spotInstancePools(pools(spot, asked.spotInstancePools(), before.spotInstancePools()))
        .build();
  }

  /** Only the lowest price spreads over a number of pools. */
  private static @Nullable Integer pools(
      String strategy, @Nullable Integer asked, @Nullable Integer before) {
    if (!strategy.equals(LOWEST_PRICE)) {
      if (asked != null) {
        throw AutoScalingErrors.spotInstancePoolsWithout(strategy);
      }
      return null;
    }
    int pools = or(asked, before, POOLS_DEFAULT);
    if (pools < 1 || pools > POOLS_MAX) {
      throw AutoScalingErrors.spotInstancePoolsOutOfBounds(pools, POOLS_MAX);
    }
    return pools;
  }

  private static <T> T or(@Nullable T asked, @Nullable T before, T otherwise) {
    T given = orNull(asked, before);
    return given == null ? otherwise : given;
  }

  private static <T> @Nullable T orNull(@Nullable T asked, @Nullable T before) {
    return asked == null ? before : asked;
  }

  /** What every instance is launched from that no override says otherwise of. */
  LaunchTemplateSpecification template() {
    return policy.launchTemplate().launchTemplateSpecification();
  }

  /** How many of so many instances are on demand: the base, and of the rest a share, rounded up. */
  int onDemand(int capacity) {
    int base = Math.min(capacity, policy.instancesDistribution().onDemandBaseCapacity());
    int percent = policy.instancesDistribution().onDemandPercentageAboveBaseCapacity();
    return base + ((capacity - base) * percent + PERCENT - 1) / PERCENT;
  }

  /**
   * The types that it is launched with, in the order in which they are to be tried as far as that
   * is fixed; empty where the launch template names the only one.
   */
  List<LaunchTemplateOverrides> overrides() {
    return policy.launchTemplate().overrides();
  }

  /** Where a type stands in that order, from 0; behind all of them where it does not. */
  int priority(String instanceType) {
    List<String> types = overrides().stream().map(LaunchTemplateOverrides::instanceType).toList();
    int at = types.indexOf(instanceType);
    return at < 0 ? types.size() : at;
  }

  /** Whether the order of the types says which is tried first. */
  boolean isOrdered(PurchaseOption option) {
    return option == PurchaseOption.ON_DEMAND
        ? PRIORITIZED.equals(policy.instancesDistribution().onDemandAllocationStrategy())
        : "capacity-optimized-prioritized"
            .equals(policy.instancesDistribution().spotAllocationStrategy());
  }

  /** Over how many types spot instances are spread; empty where that is left open. */
  Optional<Integer> pools() {
    return Optional.ofNullable(policy.instancesDistribution().spotInstancePools());
  }
}
