package dev.azdrill.platform.completion;

import dev.azdrill.platform.simulator.VirtualClock;
import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.util.Optional;

/**
 * The time of a foreign EC2 that lives in this JVM, shared with it: virtual, without a thread. The
 * foreign region tells of every change, and an event at the same instant reads it: nothing that
 * happens later can miss it. Whoever asks before that event happens sees to it that it is read.
 */
final class SharedTime implements Timekeeping {
  private final Kernel kernel;
  private final Ec2View view;
  private final DrillClock clock;
  private boolean isClosed;

  SharedTime(Region foreign, Region completed, Ec2View view) {
    this.kernel = completed.kernel();
    this.view = view;
    this.clock = new VirtualClock(kernel);
    foreign.watchNetwork(this::changed);
    // Whatever changed between the first reading and now was not told.
    view.refresh();
  }

  /**
   * The foreign network changes just now, under the writer's lock: it is read when that is done.
   */
  private void changed() {
    if (!isClosed && view.outdate()) {
      kernel.quietly(Duration.ZERO, "read the foreign EC2", this::read);
    }
  }

  /** Whether there was anything new to read. */
  private boolean read() {
    long before = kernel.changes();
    view.catchUp();
    return kernel.changes() != before;
  }

  @Override
  public DrillClock clock() {
    return clock;
  }

  /** Without effect: if it changed anything, the foreign region has told so. */
  @Override
  public void wrote() {}

  /** None: a change is read at the instant at which it happens. */
  @Override
  public Duration resolution() {
    return Duration.ZERO;
  }

  @Override
  public Optional<String> trouble() {
    return view.gaps();
  }

  /** The foreign region's time goes on without what was completed. */
  @Override
  public void close() {
    kernel.write(() -> isClosed = true);
    kernel.end();
  }
}
