package dev.azdrill.platform.completion;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the view again and again on the wall clock, and at once when somebody wrote. Reading takes
 * at most a third of the time: the foreign EC2 has other work.
 *
 * <p>One daemon thread. Closing it ends the reading.
 */
final class Refresher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

  /** So many times as long as a reading took, nothing is read. */
  private static final int REST = 2;

  private final Ec2View view;
  private final Reading reading;
  private final Duration interval;

  /** Room for one: however often somebody says it, there is one thing to look for. */
  private final BlockingQueue<Boolean> wake = new ArrayBlockingQueue<>(1);

  private final Thread thread;
  private volatile boolean closed;

  /** One that does not read until it is told to: {@link #start} gives it a thread. */
  Refresher(Ec2View view, Duration interval) {
    this.view = view;
    this.reading = new Reading(view);
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

  /** Somebody wrote to the foreign EC2: look soon. Never waits. */
  void soon() {
    boolean isFirst = wake.offer(true);
    LOG.trace("somebody wrote, {}", isFirst ? "look soon" : "as is known");
  }

  /** How late something may be seen, on the wall clock: as late as anything was, or later soon. */
  Duration resolution() {
    Duration seen = view.lateness();
    return seen.compareTo(interval) < 0 ? interval : seen;
  }

  /** Why the last reading failed or was not whole. */
  Optional<String> trouble() {
    return reading.trouble();
  }

  private void run() {
    try {
      while (!closed) {
        long began = System.nanoTime();
        Reading.Outcome outcome = reading.read();
        rest(outcome, System.nanoTime() - began);
      }
    } catch (InterruptedException e) {
      LOG.debug("the foreign EC2 is read no more", e);
    }
  }

  /** What was said while it read or rested counts: that reading may have come too early for it. */
  private void rest(Reading.Outcome outcome, long tookNanos) throws InterruptedException {
    // One that failed tells how patient we are, not how much work reading is.
    long pause = outcome == Reading.Outcome.FAILED ? interval.toNanos() : REST * tookNanos;
    TimeUnit.NANOSECONDS.sleep(pause);
    if (outcome != Reading.Outcome.OVERTAKEN) {
      Boolean isWoken = wake.poll(interval.toNanos() - pause, TimeUnit.NANOSECONDS);
      LOG.trace("look again, {}", isWoken == null ? "it is time" : "somebody wrote");
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
