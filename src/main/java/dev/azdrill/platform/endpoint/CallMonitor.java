package dev.azdrill.platform.endpoint;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks on the wall clock at calls that wait: one daemon thread, while any does. */
final class CallMonitor {
  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread one = new Thread(work, "azdrill-silence");
            one.setDaemon(true);
            return one;
          });

  CallMonitor() {
    thread.setRemoveOnCancelPolicy(true);
    thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
  }

  /** See {@link EndpointSilence.Later}. */
  Runnable after(Duration wait, Runnable act) {
    Future<?> planned = thread.schedule(act, wait.toMillis(), TimeUnit.MILLISECONDS);
    return () -> planned.cancel(false);
  }
}
