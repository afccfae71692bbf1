package dev.azdrill.session;

import java.time.Duration;

/**
 * Shows nothing, and ends waits early.
 *
 * @param stop says when
 */
public record StoppableProgress(StopRequest stop) implements Progress {
  @Override
  public void waiting(String what, String seen, Duration elapsed, Duration budget) {
    stop.check();
  }

  @Override
  public void done(String what, Duration elapsed) {}
}
