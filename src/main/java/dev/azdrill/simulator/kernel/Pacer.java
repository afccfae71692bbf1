package dev.azdrill.simulator.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets virtual time follow the wall clock, so many times as fast: for a region that foreign clients
 * talk to, who wait by sleeping.
 *
 * <p>One daemon thread; closing it stops the region's time.
 */
public final class Pacer implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(20);

  private final Kernel kernel;
  private final Clock wall;
  private final Thread thread;
  private volatile Pace pace;
  private volatile boolean closed;

  /** One that stands still until it is told to {@link #tick}: {@link #start} gives it a thread. */
  Pacer(Kernel kernel, Clock wall, double speed) {
    this.kernel = kernel;
    this.wall = wall;
    this.pace = new Pace(wall.instant(), kernel.now(), speed, false);
    this.thread = new Thread(this::pace, "azdrill-pacer");
    this.thread.setDaemon(true);
  }

  /**
   * Starts to move {@code kernel}'s clock.
   *
   * @param speed virtual seconds per second of {@code wall}; more than zero
   */
  public static Pacer start(Kernel kernel, Clock wall, double speed) {
    requireSpeed(speed);
    Pacer pacer = new Pacer(kernel, wall, speed);
    pacer.thread.start();
    return pacer;
  }

  private static void requireSpeed(double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("expected a finite speed above 0, saw " + speed);
    }
  }

  private void pace() {
    while (!closed) {
      tick();
      try {
        Thread.sleep(TICK.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * Catches up with the wall clock, one instant at a time, so that others get the writer's lock
   * between any two: an event may call a foreign EC2 and take its time.
   */
  void tick() {
    while (!closed && kernel.attempt(due())) {
      // each step is one instant
    }
  }

  /**
   * How virtual time follows the wall clock.
   *
   * @param from on the wall clock
   * @param at in virtual time, at that moment
   * @param speed virtual seconds per second
   * @param isPaused whether it stands still
   */
  private record Pace(Instant from, Instant at, double speed, boolean isPaused) {
    Instant due(Instant now) {
      Duration elapsed = isPaused ? Duration.ZERO : Duration.between(from, now);
      return at.plusMillis(Math.round(elapsed.toMillis() * speed));
    }
  }

  private Instant due() {
    return pace.due(wall.instant());
  }

  /** Virtual seconds per second of the wall clock, while time is not paused. */
  public double speed() {
    return pace.speed();
  }

  /** Whether virtual time stands still until it is resumed or moved. */
  public boolean isPaused() {
    return pace.isPaused();
  }

  /**
   * Virtual time goes on from where it is.
   *
   * @param speed virtual seconds per second of the wall clock; more than zero and finite
   * @param isPaused whether it stands still
   */
  public synchronized void pace(double speed, boolean isPaused) {
    requireSpeed(speed);
    pace = new Pace(wall.instant(), kernel.now(), speed, isPaused);
  }

  /**
   * Moves virtual time on at once, one instant after the other, so that others get the writer's
   * lock between any two. It then goes on as before.
   *
   * @param to not before the present virtual time
   */
  public synchronized void moveTo(Instant to) {
    Pace before = pace;
    pace = new Pace(wall.instant(), kernel.now(), before.speed(), true);
    try {
      while (!closed && kernel.step(to)) {
        // each step is one instant
      }
    } finally {
      pace = new Pace(wall.instant(), kernel.now(), before.speed(), before.isPaused());
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
