package dev.azdrill.platform.simulator;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** A kernel's time, moved by those who wait and by nobody else. */
public final class VirtualClock implements DrillClock {
  private final Kernel kernel;

  public VirtualClock(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Instant now() {
    return kernel.now();
  }

  @Override
  public void awaitChange(Duration atMost) {
    kernel.advanceToChange(kernel.now().plus(atMost));
  }

  @Override
  public OptionalLong edition() {
    return OptionalLong.of(kernel.edition());
  }

  @Override
  public void pass(Duration duration) {
    kernel.advance(duration);
  }
}
