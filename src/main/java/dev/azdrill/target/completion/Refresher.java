package dev.azdrill.target.completion;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the view again and again on the wall clock, and at once when somebody wrote.
 *
 * <p>One daemon thread. Closing it ends the reading.
 */
final class Refresher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

  /** Reading may take at most a third of the time: the foreign EC2 has other work. */
  private static final int REST = 2;

  private final Ec2View view;
  private final Duration interval;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private volatile long takesNanos;
  private volatile String trouble = "";

  private Refresher(Ec2View view, Duration interval) {
    this.view = view;
    this.interval = interval;
    this.thread = new Thread(this::run, "azdrill-ec2-view");
    this.thread.setDaemon(true);
  }

  /** Starts to read, at least every {@code interval} of the wall clock. */
  static Refresher start(Ec2View view, Duration interval) {
    Refresher refresher = new Refresher(view, interval);
    refresher.thread.start();
    return refresher;
  }

  /** Somebody wrote to the foreign EC2: look soon. */
  void soon() {
    wake.release();
  }

  /** How old what is seen may be, on the wall clock. */
  Duration resolution() {
    return interval.plusNanos(2 * takesNanos);
  }

  /** Why the last reading failed; empty text when it did not. */
  String trouble() {
    return trouble;
  }

  private void run() {
    while (!closed) {
      long began = System.nanoTime();
      boolean isDone = read();
      takesNanos = System.nanoTime() - began;
      rest(isDone ? interval : Duration.ZERO);
    }
  }

  private boolean read() {
    try {
      boolean isDone = view.refresh();
      trouble = "";
      return isDone;
    } catch (RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
      LOG.debug("the foreign EC2 could not be read", e);
      return true;
    }
  }

  private void rest(Duration atMost) {
    try {
      if (wake.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
        TimeUnit.NANOSECONDS.sleep(Math.min(takesNanos * REST, interval.toNanos()) / 4);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
