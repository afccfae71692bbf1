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
  private final double speed;
  private final Instant wallStart;
  private final Instant virtualStart;
  private final Thread thread;
  private volatile boolean closed;

  private Pacer(Kernel kernel, Clock wall, double speed) {
    this.kernel = kernel;
    this.wall = wall;
    this.speed = speed;
    this.wallStart = wall.instant();
    this.virtualStart = kernel.now();
    this.thread = new Thread(this::pace, "azdrill-pacer");
    this.thread.setDaemon(true);
  }

  /**
   * Starts to move {@code kernel}'s clock.
   *
   * @param speed virtual seconds per second of {@code wall}; more than zero
   */
  public static Pacer start(Kernel kernel, Clock wall, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("expected a speed above 0, saw " + speed);
    }
    Pacer pacer = new Pacer(kernel, wall, speed);
    pacer.thread.start();
    return pacer;
  }

  private void pace() {
    while (!closed) {
      Duration elapsed = Duration.between(wallStart, wall.instant());
      kernel.advanceTo(virtualStart.plusMillis(Math.round(elapsed.toMillis() * speed)));
      try {
        Thread.sleep(TICK.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
