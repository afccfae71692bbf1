package dev.azdrill.target.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a region that follows the wall clock, so many times as fast. Who waits sleeps until
 * something changes; what only the foreign EC2 knows is looked for a few times a second.
 */
final class PacedClock implements DrillClock {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Kernel kernel;
  private final double speed;
  private volatile long known;

  PacedClock(Kernel kernel, double speed) {
    this.kernel = kernel;
    this.speed = speed;
  }

  @Override
  public Instant now() {
    return kernel.now();
  }

  @Override
  public void awaitChange(Duration atMost) {
    Duration wall = wall(atMost);
    try {
      known = kernel.awaitNews(known, wall.compareTo(LOOK) < 0 ? wall : LOOK);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void pass(Duration duration) {
    Instant end = now().plus(duration);
    try {
      for (Instant now = now(); now.isBefore(end); now = now()) {
        Thread.sleep(Math.max(1, wall(Duration.between(now, end)).toMillis()));
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
