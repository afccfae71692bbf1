package dev.azdrill.platform.completion;

import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How time passes for completed services, and how they learn what has changed in the foreign EC2.
 */
public abstract sealed class Pace {
  private Pace() {}

  /**
   * Their time follows a wall clock, and the foreign EC2 is read again and again: for one that
   * lives elsewhere.
   *
   * @param speed virtual seconds per second of {@code wall}; above zero
   */
  public static Pace following(Clock wall, double speed) {
    return new Following(wall, speed);
  }

  /**
   * Their time is that of the foreign EC2's own region, which lives in this JVM: no thread, no
   * polling, and what changes there is read at the instant at which it changes.
   */
  public static Pace sharing(Region foreign) {
    return new Sharing(foreign);
  }

  /** Whether time is virtual: moved by those who wait, and by nobody else. */
  public abstract boolean isVirtualTime();

  /** The kernel on which the completed services live. */
  abstract Kernel kernel(Seed seed);

  /** Running nanoseconds, by which readings of the foreign EC2 are dated. */
  abstract LongSupplier nanos();

  /** Does in the foreign EC2 what was decided. */
  abstract Acts acts();

  /** Lets time begin. */
  abstract Timekeeping start(Region completed, Ec2View view);

  private static final class Following extends Pace {
    private final Clock wall;
    private final double speed;

    Following(Clock wall, double speed) {
      this.wall = wall;
      this.speed = speed;
    }

    @Override
    public boolean isVirtualTime() {
      return false;
    }

    @Override
    Kernel kernel(Seed seed) {
      return new Kernel(wall.instant(), seed);
    }

    @Override
    LongSupplier nanos() {
      return System::nanoTime;
    }

    @Override
    Acts acts() {
      return new ActThread();
    }

    @Override
    Timekeeping start(Region completed, Ec2View view) {
      return new PacedTime(completed, view, wall, speed);
    }
  }

  private static final class Sharing extends Pace {
    private final Region foreign;

    Sharing(Region foreign) {
      this.foreign = foreign;
    }

    @Override
    public boolean isVirtualTime() {
      return true;
    }

    @Override
    Kernel kernel(Seed seed) {
      return foreign.kernel().fellow();
    }

    @Override
    LongSupplier nanos() {
      return () -> Duration.between(Region.START, foreign.kernel().now()).toNanos();
    }

    @Override
    Acts acts() {
      return Acts.AT_ONCE;
    }

    @Override
    Timekeeping start(Region completed, Ec2View view) {
      return new SharedTime(foreign, completed, view);
    }
  }
}
