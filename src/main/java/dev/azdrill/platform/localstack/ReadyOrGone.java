package dev.azdrill.platform.localstack;

import java.time.Instant;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until LocalStack logs that it is ready. A container that has ended will never do so: that
 * is seen at once, and not when the time is over.
 */
final class ReadyOrGone extends AbstractWaitStrategy {
  private static final String READY = "Ready.\n";
  private static final long PAUSE_MS = 250;

  @Override
  protected void waitUntilReady() {
    Instant deadline = Instant.now().plus(startupTimeout);
    while (!waitStrategyTarget.getLogs().contains(READY)) {
      if (!waitStrategyTarget.isRunning()) {
        throw new ContainerLaunchException("LocalStack ended before it was ready");
      }
      if (Instant.now().isAfter(deadline)) {
        throw new ContainerLaunchException(
            "LocalStack was not ready after " + startupTimeout.toSeconds() + " s");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerLaunchException("interrupted while LocalStack started", e);
    }
  }
}
