package dev.azdrill.platform.localstack;

import dev.azdrill.session.DrillClock;
import dev.azdrill.session.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until LocalStack logs that it is ready. A container that has ended will never do so: that
 * is seen at once, and not when the time is over.
 */
final class ReadyOrGone extends AbstractWaitStrategy {
  private static final String READY = "Ready.\n";
  private static final Duration POLL = Duration.ofMillis(250);

  private final DrillClock clock;

  ReadyOrGone() {
    this(new WallClock(Clock.systemUTC(), POLL));
  }

  /** One that waits on this clock. */
  ReadyOrGone(DrillClock clock) {
    this.clock = clock;
  }

  @Override
  protected void waitUntilReady() {
    Instant deadline = clock.now().plus(startupTimeout);
    while (!waitStrategyTarget.getLogs().contains(READY)) {
      if (!waitStrategyTarget.isRunning()) {
        throw new ContainerLaunchException("LocalStack ended before it was ready");
      }
      Duration left = Duration.between(clock.now(), deadline);
      if (left.isNegative() || left.isZero()) {
        throw new ContainerLaunchException(
            "LocalStack was not ready after " + startupTimeout.toSeconds() + " s");
      }
      clock.awaitChange(left);
    }
  }
}
