package dev.azdrill.platform.simulator;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;

/** A kernel's time, moved by those who wait and by nobody else. */
public final class VirtualClock implements DrillClock {
  private final Kernel kernel;
  private final Function<AwsAction, OptionalLong> editions;

  /** A clock that does not know what a change is seen in. */
  public VirtualClock(Kernel kernel) {
    this(kernel, read -> OptionalLong.empty());
  }

  /** The time of a region. */
  public VirtualClock(Region region) {
    this(region.kernel(), read -> region.edition(read.service(), read.operation()));
  }

  private VirtualClock(Kernel kernel, Function<AwsAction, OptionalLong> editions) {
    this.kernel = kernel;
    this.editions = editions;
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
  public OptionalLong edition(AwsAction read) {
    return editions.apply(read);
  }

  @Override
  public void pass(Duration duration) {
    kernel.advance(duration);
  }
}
