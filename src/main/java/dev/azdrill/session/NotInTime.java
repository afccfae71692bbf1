package dev.azdrill.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was awaited did not come true within its budget. */
public final class NotInTime extends AssertionError {
  private static final long serialVersionUID = 1L;

  NotInTime(String what, String lastSeen, Duration budget, Instant from, Optional<String> healthy) {
    super(
        "expected "
            + what
            + " within "
            + seconds(budget)
            + " from "
            + from
            + ", last saw "
            + lastSeen
            + healthy.map(words -> "; a healthy run looks like this: " + words).orElse(""));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
