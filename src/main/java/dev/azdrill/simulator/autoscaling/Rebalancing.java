package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.Optional;

/**
 * Evens out the zones, and the numbers of on-demand and spot instances: launches where there are
 * few, on top of the desired capacity; the surplus is then taken where there are many, once the
 * newcomer has proven itself.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Rebalancing activities"; API Reference,
 * "InstancesDistribution" ("gradual replacement").
 */
final class Rebalancing {
  private final World world;
  private final InstanceLaunches launches;

  Rebalancing(World world, InstanceLaunches launches) {
    this.world = world;
    this.launches = launches;
  }

  /**
   * Looks whether the zones are uneven in a way that can be mended, and if so, sets about it after
   * a while. Cheap: to be called after anything that may have changed the answer.
   */
  void consider(ScalingGroup group) {
    Event planned = group.rebalancing();
    if (!isDue(group)) {
      if (planned != null) {
        planned.cancel();
        group.rebalancing(null);
      }
    } else if (planned == null) {
      group.rebalancing(
          world
              .kernel()
              .quietly(
                  world.timings().of(Timing.GROUP_REBALANCE),
                  "rebalance " + group.name(),
                  () -> world.turns().decide(Service.AUTO_SCALING, () -> rebalance(group))));
    }
  }

  private boolean isDue(ScalingGroup group) {
    return !group.isLeaving()
        && group.runs(ScalingProcess.LAUNCH)
        && group.actual() == group.desired()
        && (isUneven(group) || group.surplus().isPresent());
  }

  private boolean isUneven(ScalingGroup group) {
    return group.runs(ScalingProcess.AZ_REBALANCE) && next(group, group.placement()).isPresent();
  }

  private Optional<ZoneDistribution.Move> next(ScalingGroup group, ZoneDistribution placement) {
    Instant now = world.kernel().now();
    return placement.move(
        zone ->
            world.facts().hasCapacity(zone, group.name())
                && group.launchBackoff().mayTry(zone, now));
  }

  private boolean rebalance(ScalingGroup group) {
    group.rebalancing(null);
    if (!isDue(group)) {
      return false;
    }
    long before = group.changes();
    if (isUneven(group)) {
      evenOutZones(group);
    } else {
      launchMissing(group);
    }
    return group.changes() != before;
  }

  private void evenOutZones(ScalingGroup group) {
    ZoneDistribution placement = group.placement();
    Optional<ZoneDistribution.Move> move = next(group, placement);
    for (int room = room(group); room > 0 && move.isPresent(); room--) {
      String cause = Causes.balancing(world.kernel().now(), placement);
      PurchaseOption option = option(group, move.get().from());
      if (!launches.launch(group, move.get().to(), cause, option, true)) {
        break;
      }
      placement = placement.after(move.get());
      move = next(group, placement);
    }
  }

  /** The newcomer takes the place of one that is there: bought as that one. */
  private static PurchaseOption option(ScalingGroup group, String zone) {
    return group
        .counted()
        .filter(each -> each.zone().equals(zone))
        .map(each -> each.purchase().option())
        .findFirst()
        .orElse(PurchaseOption.ON_DEMAND);
  }

  /** One at a time. */
  private void launchMissing(ScalingGroup group) {
    PurchaseOption missing = group.missing(group.desired());
    Instant now = world.kernel().now();
    group.placement().launchOrder().stream()
        .filter(zone -> group.launchBackoff().mayTry(zone, now))
        .findFirst()
        .filter(zone -> room(group) > 0)
        .ifPresent(
            zone -> launches.launch(group, zone, Causes.gradual(now, missing), missing, true));
  }

  /** How many instances may come on top: documented as 10 % of the maximum, and at least one. */
  private static int room(ScalingGroup group) {
    int max = group.settings().maxSize();
    return max + Math.max(1, max / 10) - group.actual();
  }
}
