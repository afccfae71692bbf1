package dev.azdrill.session;

import java.time.Duration;
import java.time.Instant;

/** What was awaited did not come true within its budget. */
public final class NotInTime extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final Duration budget;

  NotInTime(String what, String lastSeen, Duration budget, Instant from, String healthy) {
    super(
        "expected "
            + what
            + " within "
            + seconds(budget)
            + " from "
            + from
            + ", last saw "
            + lastSeen
            + (healthy.isEmpty() ? "" : "; a healthy run looks like this: " + healthy));
    this.budget = budget;
  }

  /** How long was waited. */
  public Duration budget() {
    return budget;
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
