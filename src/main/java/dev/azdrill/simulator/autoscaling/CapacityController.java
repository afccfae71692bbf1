package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Brings a group's actual capacity to the desired one, and keeps trying. */
final class CapacityController {
  private final World world;
  private final Activities activities;
  private final InstanceLaunches launches;
  private final Terminations terminations;
  private final Rebalancing rebalancing;
  private final SplittableRandom chance;

  CapacityController(
      World world,
      Activities activities,
      InstanceLaunches launches,
      Terminations terminations,
      Rebalancing rebalancing) {
    this.world = world;
    this.activities = activities;
    this.launches = launches;
    this.terminations = terminations;
    this.rebalancing = rebalancing;
    this.chance = world.seed().derive("terminations").random();
  }

  /** Something changed what the group wants: looks soon, also where launches failed before. */
  void wantedChanged(ScalingGroup group) {
    group.launchBackoff().forgetAll();
    settleAfter(group, Timing.GROUP_RECONCILE);
  }

  /** Tries again soon if the group has fewer than it wants. */
  void settleIfShort(ScalingGroup group) {
    if (group.actual() < group.desired()) {
      settleAfter(group, Timing.GROUP_RECONCILE);
    }
  }

  /** Plans a look where the group has fewer than it wants and nobody is to look: one failed. */
  void planIfForgotten(ScalingGroup group) {
    if (group.settling() == null && !group.isLeaving()) {
      settleIfShort(group);
    }
  }

  /** Looks after this time, or earlier if that was planned. */
  void settleAfter(ScalingGroup group, Timing timing) {
    settleAfter(group, world.timings().of(timing));
  }

  private void settleAfter(ScalingGroup group, Duration delay) {
    Instant at = world.kernel().now().plus(delay);
    Event planned = group.settling();
    if (planned != null) {
      if (!planned.at().isAfter(at)) {
        return;
      }
      planned.cancel();
    }
    group.settling(
        world
            .kernel()
            .quietly(
                delay,
                "compare actual and desired capacity of " + group.name(),
                () -> settle(group)));
  }

  /**
   * Compares actual and desired capacity, and launches or terminates the difference: now, or when a
   * foreign EC2 has time.
   *
   * @return whether anything has changed by now
   */
  boolean settle(ScalingGroup group) {
    return world
        .turns()
        .decide(
            Service.AUTO_SCALING,
            () -> {
              long before = group.changes();
              settleNow(group);
              return group.changes() != before;
            });
  }

  private void settleNow(ScalingGroup group) {
    Event planned = group.settling();
    if (planned != null) {
      planned.cancel();
      group.settling(null);
    }
    if (group.isLeaving()) {
      return;
    }
    int actual = group.actual();
    if (actual < group.desired() && group.runs(ScalingProcess.LAUNCH)) {
      grow(group, actual);
    }
    int extra = (int) group.counted().filter(Member::balancing).count();
    if (actual - extra > group.desired() && group.runs(ScalingProcess.TERMINATE)) {
      shrink(group, actual, actual - extra - group.desired());
    }
    if (group.actual() == group.desired()) {
      group.causes().settled();
    }
    rebalancing.consider(group);
  }

  private void grow(ScalingGroup group, int actual) {
    Instant now = world.kernel().now();
    int desired = group.desired();
    for (int i = actual; i < desired; i++) {
      if (!launch(group, group.causes().launch(now, actual, desired))) {
        Duration wait =
            group
                .launchBackoff()
                .next(candidates(group), now)
                .map(next -> Duration.between(now, next))
                .orElse(world.timings().of(Timing.GROUP_LAUNCH_RETRY));
        settleAfter(group, wait);
        return;
      }
      group.causes().launched();
    }
  }

  private boolean launch(ScalingGroup group, String cause) {
    Instant now = world.kernel().now();
    PurchaseOption option = group.missing(Math.max(group.desired(), group.actual() + 1));
    for (String zone : candidates(group)) {
      if (group.launchBackoff().mayTry(zone, now)
          && launches.launch(group, zone, cause, option, false)) {
        return true;
      }
    }
    return false;
  }

  /** Where to launch, in this order. Balanced-only never makes up for a zone in another one. */
  private static List<String> candidates(ScalingGroup group) {
    return group.isBalancedOnly() ? group.placement().emptiest() : group.placement().launchOrder();
  }

  private void shrink(ScalingGroup group, int actual, int surplus) {
    Instant now = world.kernel().now();
    int left = surplus;
    for (Optional<Member> next = select(group); left > 0 && next.isPresent(); left--) {
      Member member = next.get();
      String cause =
          group
              .causes()
              .scaleIn(now, actual, actual - surplus, member.id(), group.placement().zones());
      terminations.terminate(group, member, cause);
      next = select(group);
    }
    if (left > 0 && group.causes().scaleInIsBlocked(left)) {
      activities.scaleInBlocked(group, group.causes().blocked(now));
    }
  }

  private static List<Member> ofSurplus(ScalingGroup group) {
    List<Member> candidates =
        group
            .counted()
            .filter(member -> !member.protectedFromScaleIn() && !member.balancing())
            .toList();
    Optional<PurchaseOption> surplus = group.surplus();
    List<Member> surplusOnes =
        candidates.stream()
            .filter(each -> surplus.filter(each.purchase().option()::equals).isPresent())
            .toList();
    return surplusOnes.isEmpty() ? candidates : surplusOnes;
  }

  /**
   * Who goes next: what there are too many of, on demand or spot; then balance decides on the zone,
   * then the termination policies, then chance.
   */
  private Optional<Member> select(ScalingGroup group) {
    List<Member> candidates = ofSurplus(group);
    List<String> zones =
        group.placement().fullest(zone -> candidates.stream().anyMatch(m -> m.zone().equals(zone)));
    List<TerminationPolicy> policies =
        group.settings().terminationPolicies().stream().map(TerminationPolicy::of).toList();
    Comparator<Member> order =
        TerminationPolicy.order(
            policies, new TerminationPolicy.Moment(world.kernel().now(), group.mixedInstances()));
    List<Member> eligible = candidates.stream().filter(m -> zones.contains(m.zone())).toList();
    Optional<Member> first = eligible.stream().min(order);
    if (first.isEmpty()) {
      return first;
    }
    List<Member> level = eligible.stream().filter(m -> order.compare(m, first.get()) == 0).toList();
    return Optional.of(level.get(level.size() == 1 ? 0 : chance.nextInt(level.size())));
  }
}
