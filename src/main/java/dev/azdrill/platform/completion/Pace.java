package dev.azdrill.platform.completion;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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

  /**
   * Their time is moved by those who wait, and stands still while calls are made: for an EC2 that
   * lives elsewhere and is worked with by this process alone. Somebody else's tool that sleeps
   * would wait in vain.
   *
   * @param wall where their time begins
   * @param speed virtual seconds per second of the wall clock, at most; above zero
   */
  public static Pace stepping(Clock wall, double speed) {
    return new Stepping(wall, speed);
  }

  /** Whether time is virtual from its beginning on, the same in each run. */
  public abstract boolean isVirtualTime();

  /** Whether those move the time who wait, and nobody else. */
  public abstract boolean isMovedByWaiting();

  /** The kernel on which the completed services live. */
  abstract Kernel kernel(Seed seed);

  /** Running nanoseconds, by which readings of the foreign EC2 are dated. */
  abstract LongSupplier nanos(Kernel kernel);

  /** How the foreign EC2 is read. */
  Supplier<Inventory> reading(Discovery foreign) {
    return foreign::networks;
  }

  /** Does in the foreign EC2 what was decided. */
  abstract Acts acts();

  /**
   * Lets time begin.
   *
   * @param acts what is decided in it and done in the foreign EC2
   */
  abstract Timekeeping start(Region completed, Ec2View view, List<Acts> acts);

  /** For an EC2 that lives elsewhere: their time begins now, and acts are done by a thread. */
  private abstract static sealed class Apart extends Pace {
    final Clock wall;
    final double speed;

    Apart(Clock wall, double speed) {
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
    Acts acts() {
      return new ActThread();
    }
  }

  private static final class Following extends Apart {
    Following(Clock wall, double speed) {
      super(wall, speed);
    }

    @Override
    public boolean isMovedByWaiting() {
      return false;
    }

    @Override
    LongSupplier nanos(Kernel kernel) {
      return System::nanoTime;
    }

    @Override
    Timekeeping start(Region completed, Ec2View view, List<Acts> acts) {
      return new PacedTime(completed, view, wall, speed);
    }
  }

  private static final class Stepping extends Apart {
    Stepping(Clock wall, double speed) {
      super(wall, speed);
    }

    @Override
    public boolean isMovedByWaiting() {
      return true;
    }

    @Override
    LongSupplier nanos(Kernel kernel) {
      return nanosOf(kernel);
    }

    /** What ends is told of before it does. */
    @Override
    Supplier<Inventory> reading(Discovery foreign) {
      return foreign::networksThatStand;
    }

    @Override
    Timekeeping start(Region completed, Ec2View view, List<Acts> acts) {
      SteppedClock.Ceiling ceiling =
          new SteppedClock.Ceiling(speed, System::nanoTime, wait -> Thread.sleep(wait.toMillis()));
      return new SteppedTime(completed.kernel(), view, acts, ceiling);
    }
  }

  /** The time of the services themselves, in nanoseconds since it began. */
  private static LongSupplier nanosOf(Kernel kernel) {
    Instant began = kernel.now();
    return () -> Duration.between(began, kernel.now()).toNanos();
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
    public boolean isMovedByWaiting() {
      return true;
    }

    @Override
    Kernel kernel(Seed seed) {
      return foreign.kernel().fellow();
    }

    @Override
    LongSupplier nanos(Kernel kernel) {
      return nanosOf(kernel);
    }

    @Override
    Acts acts() {
      return Acts.AT_ONCE;
    }

    @Override
    Timekeeping start(Region completed, Ec2View view, List<Acts> acts) {
      return new SharedTime(foreign, completed, view);
    }
  }
}
