package dev.azdrill.simulator.world;

import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long things take in a region: what is typical, or drawn from the range of each {@link
 * Timing}, but for what was changed. A value; {@link Durations} applies it to one region.
 */
public final class Timings {
  private final Optional<Seed> seed;
  private final Map<Timing, Duration> changed;

  private Timings(Optional<Seed> seed, Map<Timing, Duration> changed) {
    this.seed = seed;
    this.changed = changed;
  }

  /** Everything takes what it takes most often. */
  public static Timings typical() {
    return new Timings(Optional.empty(), Map.of());
  }

  /**
   * Every occurrence takes a time of its own, drawn from the range of its {@link Timing}. Two
   * regions with this seed and the same calls are alike to the millisecond.
   */
  public static Timings drawn(Seed seed) {
    return new Timings(Optional.of(seed), Map.of());
  }

  /** In words: {@code typical durations}, {@code durations drawn by the seed}. */
  public String words() {
    return seed.isEmpty() ? "typical durations" : "durations drawn by the seed";
  }

  /** The same with one timing fixed; not negative. */
  public Timings with(Timing timing, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "expected " + timing + " to be zero or longer, saw " + duration);
    }
    Map<Timing, Duration> next = new EnumMap<>(Timing.class);
    next.putAll(changed);
    next.put(timing, duration);
    return new Timings(seed, next);
  }

  /** Where draws come from; empty when everything takes its typical time. */
  Optional<Seed> seed() {
    return seed;
  }

  /** What this always takes; empty when each occurrence is drawn. */
  Optional<Duration> fixed(Timing timing) {
    Duration set = changed.get(timing);
    if (set != null) {
      return Optional.of(set);
    }
    return seed.isEmpty() || !timing.varies() ? Optional.of(timing.typical()) : Optional.empty();
  }
}
