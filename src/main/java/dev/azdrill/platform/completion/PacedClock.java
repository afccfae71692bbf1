package dev.azdrill.platform.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a region that follows the wall clock, so many times as fast. Who waits sleeps until
 * something changes; what only the foreign EC2 knows is looked for a few times a second.
 */
final class PacedClock implements DrillClock {
  /** How long at most, on the wall clock, until who waits looks again. */
  static final Duration LOOK = Duration.ofMillis(250);

  /** The shortest wait: time moves in ticks, and looking in between shows nothing. */
  private static final Duration MOMENT = Duration.ofMillis(5);

  private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);

  /** How a thread sleeps, on the wall clock. */
  interface Sleep {
    void pass(Duration duration) throws InterruptedException;
  }

  private final Kernel kernel;
  private final double speed;
  private final Duration look;
  private final Sleep sleep;
  private volatile long known;

  PacedClock(Kernel kernel, double speed, Duration look, Sleep sleep) {
    this.kernel = kernel;
    this.speed = speed;
    this.look = look;
    this.sleep = sleep;
  }

  @Override
  public Instant now() {
    return kernel.now();
  }

  @Override
  public void awaitChange(Duration atMost) {
    Duration wall = wall(atMost);
    Duration longest = wall.compareTo(look) < 0 ? wall : look;
    try {
      known = kernel.awaitNews(known, longest.compareTo(MOMENT) < 0 ? MOMENT : longest);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void pass(Duration duration) {
    Instant end = now().plus(duration);
    try {
      for (Instant now = now(); now.isBefore(end); now = now()) {
        Duration wall = wall(Duration.between(now, end));
        sleep.pass(wall.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : wall);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Duration wall(Duration virtual) {
    return Duration.ofNanos(Math.max(0, Math.round(virtual.toNanos() / speed)));
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the drill was interrupted while it waited", e);
  }
}
