package dev.azdrill.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The wall clock, for platforms whose time nobody can move. */
public final class WallClock implements DrillClock {
  private final Clock clock;
  private final Duration pollInterval;

  /**
   * @param pollInterval how long to sleep between two looks
   */
  public WallClock(Clock clock, Duration pollInterval) {
    this.clock = clock;
    this.pollInterval = pollInterval;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void awaitChange(Duration atMost) {
    pass(atMost.compareTo(pollInterval) < 0 ? atMost : pollInterval);
  }

  @Override
  public void pass(Duration duration) {
    try {
      Thread.sleep(Math.max(0, duration.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the drill was interrupted while it waited", e);
    }
  }
}
