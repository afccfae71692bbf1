package dev.azdrill.platform.completion;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acts on one daemon thread, which never holds the writer's lock while it calls. */
final class ActThread implements Acts {
  private static final Logger LOG = LoggerFactory.getLogger(ActThread.class);

  /** How long closing waits for what is still to be done. */
  private static final Duration CLOSED_MAX = Duration.ofMinutes(1);

  /** How many acts were decided and are not done. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread one = new Thread(work, "azdrill-ec2-acts");
            one.setDaemon(true);
            return one;
          });

  @Override
  public void later(Runnable act) {
    waiting.incrementAndGet();
    try {
      thread.execute(() -> logged(act));
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
      LOG.debug("an act comes too late: the completed services are closed", closed);
    }
  }

  @Override
  public boolean areWaiting() {
    return waiting.get() > 0;
  }

  @Override
  public void settle() {
    try {
      while (areWaiting()) {
        thread.submit(() -> {}).get();
      }
    } catch (RejectedExecutionException closed) {
      LOG.debug("nothing more is done: the completed services are closed", closed);
    } catch (ExecutionException e) {
      throw new IllegalStateException("doing nothing failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while something was done in the foreign EC2", e);
    }
  }

  /** A defect of one act must not end the others. */
  private void logged(Runnable act) {
    try {
      act.run();
    } catch (RuntimeException defect) {
      LOG.error("an act in the foreign EC2 met a defect of azdrill", defect);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Nothing is broken off; a silent endpoint refuses each call at once. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSED_MAX.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("what was to be done in the foreign EC2 took longer than {}", CLOSED_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
