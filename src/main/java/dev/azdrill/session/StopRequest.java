package dev.azdrill.session;

import java.util.Optional;

/**
 * Asks a run to end early, from another thread. Whoever waits is told once: what was broken is
 * undone and what was made is removed afterwards, and that waits, too. Safe for use by several
 * threads.
 */
public final class StopRequest {
  private Optional<String> reason = Optional.empty();
  private boolean isTold;

  /**
   * Asks for the end; the first reason counts.
   *
   * @param why as the end of a sentence that begins with "stopped by": {@code SIGTERM}
   */
  public synchronized void request(String why) {
    reason = reason.or(() -> Optional.of(why));
  }

  /**
   * Goes on, unless the end was asked for.
   *
   * @throws Stopped once
   */
  public synchronized void check() {
    if (reason.isPresent() && !isTold) {
      isTold = true;
      throw new Stopped(this, reason.get());
    }
  }

  /** Why the end was asked for, as {@link #request} had it; empty when it was not. */
  public synchronized Optional<String> reason() {
    return reason;
  }

  /** Whoever was told had to go on. */
  synchronized void tellAgain() {
    isTold = false;
  }

  /**
   * The same for whoever begins something new.
   *
   * @throws Stopped every time
   */
  public synchronized void requireNone() {
    if (reason.isPresent()) {
      throw new Stopped(this, reason.get());
    }
  }
}
