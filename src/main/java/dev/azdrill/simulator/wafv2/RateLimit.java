package dev.azdrill.simulator.wafv2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts one rule's requests per client address over the window that ends now.
 *
 * <p>AWS looks at its counts every ten seconds or so; here every request is looked at, so that what
 * is blocked depends on the requests alone.
 */
final class RateLimit {
  private final Map<String, Deque<Instant>> byClient = new LinkedHashMap<>();

  /** Counts a request; whether there are now more than {@code limit} within {@code window}. */
  boolean isExceeded(String client, Instant now, long limit, Duration window) {
    Deque<Instant> recent = byClient.computeIfAbsent(client, c -> new ArrayDeque<>());
    Instant begin = now.minus(window);
    while (!recent.isEmpty() && !recent.getFirst().isAfter(begin)) {
      recent.removeFirst();
    }
    recent.addLast(now);
    return recent.size() > limit;
  }
}
