package dev.azdrill.simulator.world;

import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What each occurrence in one region takes, by its {@link Timings}.
 *
 * <p>A drawn duration is triangular between the least and the most of its {@link Timing}, with the
 * typical value as its mode, in whole milliseconds. Each timing has a stream of its own, derived
 * from the seed by name: how often one is asked does not change another.
 *
 * <p>Asking for a draw moves its stream, so it is asked once per occurrence, when that begins; who
 * compares again and again names the occurrence.
 */
public final class Durations {
  private final Timings timings;
  private final Map<Timing, SplittableRandom> streams = new EnumMap<>(Timing.class);
  private final Map<Timing, Duration> fixed = new EnumMap<>(Timing.class);

  public Durations(Timings timings) {
    this.timings = timings;
    for (Timing each : Timing.values()) {
      timings.fixed(each).ifPresent(duration -> fixed.put(each, duration));
    }
  }

  /** What the next occurrence takes. */
  public Duration of(Timing timing) {
    Duration known = fixed.get(timing);
    return known != null
        ? known
        : draw(timing, streams.computeIfAbsent(timing, each -> seed(each).random()).nextDouble());
  }

  /**
   * What this occurrence takes: the same however often it is asked.
   *
   * @param occurrence names it among all of this timing, such as an instance and when it started
   */
  public Duration of(Timing timing, String occurrence) {
    Duration known = fixed.get(timing);
    return known != null
        ? known
        : draw(timing, seed(timing).derive(occurrence).random().nextDouble());
  }

  private Seed seed(Timing timing) {
    Optional<Seed> seed = timings.seed();
    return seed.orElseThrow().derive("timing " + timing.name());
  }

  /** The inverse of the triangular distribution's cumulative function. */
  private static Duration draw(Timing timing, double chance) {
    double least = timing.least().toMillis();
    double mode = timing.typical().toMillis();
    double most = timing.most().toMillis();
    double rising = (mode - least) / (most - least);
    double millis =
        chance < rising
            ? least + Math.sqrt(chance * (most - least) * (mode - least))
            : most - Math.sqrt((1 - chance) * (most - least) * (most - mode));
    return Duration.ofMillis(Math.round(Math.min(most, Math.max(least, millis))));
  }
}
