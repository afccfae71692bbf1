package dev.azdrill.simulator.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/** From what a group may launch its next instance, in the order in which it tries. */
final class LaunchPools {
  private final SplittableRandom chance;

  LaunchPools(SplittableRandom chance) {
    this.chance = chance;
  }

  /**
   * A launch template, and an instance type in its place.
   *
   * @param template as it is named in the group's settings
   * @param instanceType empty for that of the template
   */
  record Pool(LaunchTemplateSpecification template, Optional<String> instanceType) {}

  /** At least one. */
  List<Pool> of(ScalingGroup group, PurchaseOption option) {
    LaunchTemplateSpecification template = group.launchTemplate();
    Optional<MixedInstances> mixed =
        group.mixedInstances().filter(each -> !each.overrides().isEmpty());
    if (mixed.isEmpty()) {
      return List.of(new Pool(template, Optional.empty()));
    }
    List<Pool> pools = new ArrayList<>();
    for (LaunchTemplateOverrides each : mixed.get().overrides()) {
      LaunchTemplateSpecification own = each.launchTemplateSpecification();
      pools.add(new Pool(own == null ? template : own, Optional.ofNullable(each.instanceType())));
    }
    if (!mixed.get().isOrdered(option)) {
      shuffle(pools, option == PurchaseOption.SPOT ? mixed.get().pools() : Optional.empty());
    }
    return pools;
  }

  /** The first of them, or all; the others stay behind these, in their order. */
  private void shuffle(List<Pool> pools, Optional<Integer> spread) {
    int among = Math.min(pools.size(), spread.orElse(pools.size()));
    for (int i = 0; i < among - 1; i++) {
      int other = i + chance.nextInt(among - i);
      Pool first = pools.get(i);
      pools.set(i, pools.get(other));
      pools.set(other, first);
    }
  }
}
