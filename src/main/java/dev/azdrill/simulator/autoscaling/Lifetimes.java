package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces members before they have been in service for longer than their group allows: one after
 * the other with a pause, the oldest first, so early that the last of them is in time. In a large
 * group up to 10 % at once. Those that are protected from scale-in stay.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Replace Auto Scaling instances based on maximum
 * instance lifetime".
 */
final class Lifetimes {
  /** Between two replacements. Estimated; the guide says "a pause". */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final int SHARE = 10;

  private final World world;
  private final Replacements replacements;

  Lifetimes(World world, Replacements replacements) {
    this.world = world;
    this.replacements = replacements;
  }

  /** Plans the next replacement; to be called when what the user asked for has changed. */
  void consider(ScalingGroup group) {
    Event planned = group.ageing();
    if (planned != null) {
      planned.cancel();
      group.ageing(null);
    }
    group.lifetime().ifPresent(lifetime -> plan(group, next(group, lifetime)));
  }

  private void plan(ScalingGroup group, Duration delay) {
    group.ageing(
        world
            .kernel()
            .quietly(delay, "look for old instances of " + group.name(), () -> look(group)));
  }

  /** Whoever joins later is due later than somebody who would enter service now. */
  private Duration next(ScalingGroup group, Duration lifetime) {
    Instant now = world.kernel().now();
    Instant due =
        candidates(group).stream()
            .map(each -> each.lifecycle().inServiceSince().orElse(now))
            .min(Comparator.naturalOrder())
            .orElse(now)
            .plus(lifetime)
            .minus(lead(group));
    return due.isAfter(now) ? Duration.between(now, due) : PAUSE;
  }

  private boolean look(ScalingGroup group) {
    group.ageing(null);
    if (group.isLeaving() || group.lifetime().isEmpty()) {
      return false;
    }
    long before = group.changes();
    Duration lifetime = group.lifetime().get();
    if (isSettled(group)) {
      Instant now = world.kernel().now();
      Instant old = now.minus(lifetime).plus(lead(group));
      candidates(group).stream()
          .filter(each -> !each.lifecycle().inServiceSince().orElse(now).isAfter(old))
          .limit(batch(group))
          .forEach(each -> replacements.renew(group, each, Causes.outlived(now, each.id())));
      plan(group, group.changes() == before ? next(group, lifetime) : PAUSE);
    } else {
      plan(group, PAUSE);
    }
    return group.changes() != before;
  }

  /** Nobody is missing or on the way in, and the group may replace. */
  private static boolean isSettled(ScalingGroup group) {
    return group.actual() == group.desired()
        && group.counted().allMatch(Member::inService)
        && group.runs(ScalingProcess.LAUNCH)
        && group.runs(ScalingProcess.TERMINATE);
  }

  private static List<Member> candidates(ScalingGroup group) {
    return group
        .counted()
        .filter(Member::inService)
        .filter(each -> !each.protectedFromScaleIn())
        .sorted(Comparator.comparing(each -> each.lifecycle().inServiceSince().orElseThrow()))
        .toList();
  }

  private static int batch(ScalingGroup group) {
    return Math.max(1, group.desired() / SHARE);
  }

  private static Duration lead(ScalingGroup group) {
    int batches = (group.desired() + batch(group) - 1) / batch(group);
    return PAUSE.multipliedBy(batches);
  }
}
