package dev.azdrill.simulator.world;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The timings of one region: the defaults of {@link Timing} and what was changed. Immutable. */
public final class Timings {
  private final Map<Timing, Duration> changed;

  private Timings(Map<Timing, Duration> changed) {
    this.changed = changed;
  }

  /** As AWS is, as far as it is known. */
  public static Timings defaults() {
    return new Timings(Map.of());
  }

  /** The same with one timing changed; not negative. */
  public Timings with(Timing timing, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "expected " + timing + " to be zero or longer, saw " + duration);
    }
    Map<Timing, Duration> next = new EnumMap<>(Timing.class);
    next.putAll(changed);
    next.put(timing, duration);
    return new Timings(next);
  }

  public Duration of(Timing timing) {
    return changed.getOrDefault(timing, timing.byDefault());
  }
}
