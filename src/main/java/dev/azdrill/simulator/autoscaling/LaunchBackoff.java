package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The zones in which launches failed lately, and when it is worth trying again. */
final class LaunchBackoff {
  private record Setback(int failures, Instant until) {}

  private final Map<String, Setback> byZone = new LinkedHashMap<>();
  private final Duration first;
  private final Duration longest;

  /**
   * Waits {@code first} after one failure and twice as long after each further one, but no longer
   * than {@code longest}.
   */
  LaunchBackoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  void failed(String zone, Instant now) {
    Setback before = byZone.get(zone);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration wait = first.multipliedBy(1L << Math.min(10, failures - 1));
    byZone.put(zone, new Setback(failures, now.plus(wait.compareTo(longest) < 0 ? wait : longest)));
  }

  /** A launch succeeded there, or there is news that makes it worth trying. */
  void forget(String zone) {
    byZone.remove(zone);
  }

  void forgetAll() {
    byZone.clear();
  }

  /** Whether no zone has failed since it last succeeded. */
  boolean isEmpty() {
    return byZone.isEmpty();
  }

  boolean mayTry(String zone, Instant now) {
    Setback setback = byZone.get(zone);
    return setback == null || !now.isBefore(setback.until());
  }

  /** When the first of these zones may be tried again; empty when one may be now. */
  Optional<Instant> next(Collection<String> zones, Instant now) {
    if (zones.stream().anyMatch(zone -> mayTry(zone, now))) {
      return Optional.empty();
    }
    return byZone.entrySet().stream()
        .filter(e -> zones.contains(e.getKey()))
        .map(e -> e.getValue().until())
        .min(Instant::compareTo);
  }
}
