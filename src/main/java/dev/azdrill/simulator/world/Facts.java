package dev.azdrill.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The facts that hold now. Rooms watch them; a target's FaultPort changes them. Called under the
 * writer's lock.
 */
public final class Facts {
  /** Told when a fact begins or ceases to hold. */
  @FunctionalInterface
  public interface Watcher {
    void changed(Fact fact, boolean holds);
  }

  private static final int ALL = 100;

  private final Set<Fact> holding = new LinkedHashSet<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final Map<Fact, Long> effects = new HashMap<>();

  /** Lets a fact hold; without effect when it does already. */
  public void establish(Fact fact) {
    if (holding.add(fact)) {
      effects.remove(fact);
      List.copyOf(watchers).forEach(watcher -> watcher.changed(fact, true));
    }
  }

  /** Lets a fact hold no longer; without effect when it did not. */
  public void clear(Fact fact) {
    if (holding.remove(fact)) {
      List.copyOf(watchers).forEach(watcher -> watcher.changed(fact, false));
    }
  }

  /** Notes that a fact that holds had an effect: on one request, connection or call. */
  public void tookEffect(Fact fact) {
    effects.merge(fact, 1L, Long::sum);
  }

  /**
   * How often a fact had an effect since it last began to hold, whether or not it still does:
   * counted for facts whose effect AWS's API does not show, 0 for the others.
   */
  public long effects(Fact fact) {
    return effects.getOrDefault(fact, 0L);
  }

  public boolean holds(Fact fact) {
    return holding.contains(fact);
  }

  /** Whether this zone has power. */
  public boolean hasPower(String zone) {
    return !holds(new Fact.ZoneWithoutPower(zone));
  }

  /** Whether EC2 can start an instance in this zone. */
  public boolean hasCapacity(String zone) {
    return hasPower(zone) && !holds(new Fact.ZoneWithoutCapacity(zone));
  }

  /** Whether some of a group's launches may succeed in this zone. */
  public boolean hasCapacity(String zone, String autoScalingGroupName) {
    return hasCapacity(zone)
        && withoutCapacity(autoScalingGroupName, zone).noneMatch(fact -> fact.percent() >= ALL);
  }

  /** What lets a share of a group's launches in this zone fail. */
  Stream<Fact.GroupWithoutCapacity> withoutCapacity(String autoScalingGroupName, String zone) {
    return all()
        .filter(Fact.GroupWithoutCapacity.class::isInstance)
        .map(Fact.GroupWithoutCapacity.class::cast)
        .filter(fact -> fact.autoScalingGroupName().equals(autoScalingGroupName))
        .filter(fact -> fact.zones().contains(zone));
  }

  /** What lets a share of the launches that callers ask for in this zone fail. */
  Stream<Fact.CallersWithoutCapacity> withoutCapacity(String zone) {
    return all()
        .filter(Fact.CallersWithoutCapacity.class::isInstance)
        .map(Fact.CallersWithoutCapacity.class::cast)
        .filter(fact -> fact.zones().contains(zone));
  }

  /** All that hold, in the order in which they began to. */
  public Stream<Fact> all() {
    return List.copyOf(holding).stream();
  }

  /** Tells {@code watcher} of every change from now on. */
  public void watch(Watcher watcher) {
    watchers.add(watcher);
  }
}
