package dev.azdrill.platform.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of calls that are made while something happens in virtual time: they take none of it,
 * and nothing can be waited for in between.
 */
public final class UnmovedClock implements DrillClock {
  private final Kernel kernel;

  public UnmovedClock(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Instant now() {
    return kernel.now();
  }

  /**
   * @throws IllegalStateException always: whoever waits must move the time
   */
  @Override
  public void awaitChange(Duration atMost) {
    throw new IllegalStateException(
        "expected a call that takes no time, saw one that waits: use the platform's session");
  }

  /** Without effect: a pause between two tries takes no time either. */
  @Override
  public void pass(Duration duration) {}
}
