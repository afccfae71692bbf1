package dev.azdrill.session;

import static org.awaitility.Awaitility.with;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.core.TerminalFailureException;

/**
 * The one way to wait, on every platform: looks, lets the platform's time pass, looks again, until
 * it sees what is awaited or the budget is spent.
 *
 * <p>An {@code Eventually} is immutable: each method returns another one. Not bound to a thread;
 * the observation runs in the caller's.
 */
public final class Eventually {
  /** The wall clock must never be what ends a wait: the platform's clock is. */
  public static final Duration NEVER = Duration.ofDays(365);

  private final DrillClock clock;
  private final Progress progress;
  private final String what;
  private final Duration budget;
  private final Optional<String> healthy;
  private final Supplier<Duration> step;

  private Eventually(
      DrillClock clock,
      Progress progress,
      String what,
      Duration budget,
      Optional<String> healthy,
      Supplier<Duration> step) {
    this.step = step;
    this.clock = clock;
    this.progress = progress;
    this.what = what;
    this.budget = budget;
    this.healthy = healthy;
  }

  /** Waits on this clock, telling {@code progress} how it goes. */
  public static Eventually on(DrillClock clock, Progress progress) {
    return new Eventually(
        clock, progress, "something", Duration.ofMinutes(10), Optional.empty(), () -> NEVER);
  }

  /** Names what is awaited, as the end of a sentence that begins with "expected". */
  public Eventually expecting(String sentence) {
    return new Eventually(clock, progress, sentence, budget, healthy, step);
  }

  /** How long at most, in the platform's time. */
  public Eventually within(Duration longest) {
    return new Eventually(clock, progress, what, longest, healthy, step);
  }

  /**
   * Looks again after so long at the latest, in the platform's time: for what wakes nobody when it
   * changes.
   */
  public Eventually lookingEvery(Duration longest) {
    return lookingEvery(() -> longest);
  }

  /** The same, asked at each look. */
  public Eventually lookingEvery(Supplier<Duration> longest) {
    return new Eventually(clock, progress, what, budget, healthy, longest);
  }

  /** What a healthy run looks like: shown when the budget is spent. */
  public Eventually normally(String sentence) {
    return new Eventually(clock, progress, what, budget, Optional.of(sentence), step);
  }

  /**
   * Waits until {@code done} holds of what {@code observe} sees.
   *
   * @throws NotInTime when the budget is spent; it carries the last observation
   */
  public <T> Waited<T> until(Supplier<T> observe, Predicate<T> done) {
    Instant from = clock.now();
    Look<T> look = new Look<>(observe);
    if (!done.test(look.seen)) {
      poll(look, from, done);
    }
    Waited<T> waited = new Waited<>(look.seen, from, clock.now());
    progress.done(what, waited.took());
    return waited;
  }

  private <T> void poll(Look<T> look, Instant from, Predicate<T> done) {
    Instant deadline = from.plus(budget);
    try {
      with()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval((count, previous) -> Duration.ZERO)
          .atMost(NEVER)
          .failFast("the budget is spent", () -> !clock.now().isBefore(deadline))
          .until(
              () -> {
                Instant now = clock.now();
                progress.waiting(
                    what, String.valueOf(look.seen), Duration.between(from, now), budget);
                Duration left = Duration.between(now, deadline);
                clock.awaitChange(shorter(left, step.get()));
                look.again();
                return done.test(look.seen);
              });
    } catch (TerminalFailureException spent) {
      // What came true at the very end of the budget came true in time.
      if (!done.test(look.seen)) {
        NotInTime late = new NotInTime(what, String.valueOf(look.seen), budget, from, healthy);
        late.initCause(spent);
        throw late;
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The last observation, and how to make the next. */
  private static final class Look<T> {
    private final Supplier<T> observe;
    private T seen;

    Look(Supplier<T> observe) {
      this.observe = observe;
      this.seen = observe.get();
    }

    void again() {
      seen = observe.get();
    }
  }

  /**
   * Looks for this long and sees {@code holds} at every look.
   *
   * @return the last observation
   * @throws NotInTime at the first look at which it does not hold
   */
  public <T> Waited<T> holdsFor(Duration duration, Supplier<T> observe, Predicate<T> holds) {
    Instant from = clock.now();
    Instant end = from.plus(duration);
    T seen = observe.get();
    while (holds.test(seen) && clock.now().isBefore(end)) {
      progress.waiting(what, String.valueOf(seen), Duration.between(from, clock.now()), duration);
      clock.awaitChange(shorter(Duration.between(clock.now(), end), step.get()));
      seen = observe.get();
    }
    if (!holds.test(seen)) {
      throw new NotInTime(what + " at every look", String.valueOf(seen), duration, from, healthy);
    }
    return new Waited<>(seen, from, clock.now());
  }
}
