package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times in which instances of a group that start do not get ready: what their boot needs is not
 * there. Each boots on when its time ends.
 */
final class BootFailures {
  /** A time in which starts of a group's instances failed, and that is over. */
  private record Ended(String group, Instant from, Instant until) {
    boolean covers(String other, Instant start) {
      return group.equals(other) && !start.isBefore(from) && start.isBefore(until);
    }
  }

  private final World world;
  private final Profiles profiles;
  private final Map<String, Instant> holding = new HashMap<>();
  private final List<Ended> ended = new ArrayList<>();

  BootFailures(World world, Profiles profiles) {
    this.world = world;
    this.profiles = profiles;
    world.facts().watch(this::changed);
  }

  /**
   * Whether an instance that started then does not get ready now; counted as an effect.
   *
   * @param since when the instance started
   */
  boolean holdsBack(String instanceId, Instant since) {
    if (holding.isEmpty()) {
      return false;
    }
    Optional<String> group = group(instanceId);
    Optional<Instant> from = group.map(holding::get);
    if (from.isEmpty() || since.isBefore(from.get())) {
      return false;
    }
    world.facts().tookEffect(new Fact.BootFailing(group.get()));
    return true;
  }

  /** When an instance that started then could boot on; empty when nothing ever held it back. */
  Optional<Instant> endedAfter(String instanceId, Instant since) {
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    return group(instanceId)
        .flatMap(
            group ->
                ended.stream()
                    .filter(each -> each.covers(group, since))
                    .map(Ended::until)
                    .max(Instant::compareTo));
  }

  /** Whether any such time, over or not, concerns an instance that started then. */
  boolean concern(String instanceId, Instant since) {
    Optional<String> group = group(instanceId);
    return endedAfter(instanceId, since).isPresent()
        || group.map(holding::get).filter(from -> !since.isBefore(from)).isPresent();
  }

  private Optional<String> group(String instanceId) {
    return profiles.of(instanceId).flatMap(Profile::group);
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.BootFailing failing) {
      String group = failing.autoScalingGroupName();
      Instant now = world.kernel().now();
      if (holds) {
        holding.put(group, now);
      } else {
        Instant from = holding.remove(group);
        ended.add(new Ended(group, from == null ? now : from, now));
      }
    }
  }
}
