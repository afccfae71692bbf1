package dev.azdrill.traffic;

import dev.azdrill.exchange.Exchange;
import java.util.List;
import java.util.Optional;

/**
 * Acknowledged writes compared with what the application returns now.
 *
 * @param acknowledged how many writes were acknowledged to clients
 * @param found how many of them the application returned
 * @param missing the ids of the others, in the order in which they were acknowledged; empty when
 *     the read failed, because then nothing is known
 * @param failedRead the request that should have read them, when its answer brought no records
 */
public record WriteAudit(
    int acknowledged, int found, List<String> missing, Optional<Exchange> failedRead) {
  public WriteAudit {
    missing = List.copyOf(missing);
  }

  /**
   * Whether every acknowledged write is proven to be there. False when the read failed, and when no
   * write was acknowledged: nothing was exercised then.
   */
  public boolean isProven() {
    return acknowledged > 0 && found == acknowledged && failedRead.isEmpty();
  }

  /** Whether acknowledged writes are proven to be lost. */
  public boolean isLost() {
    return !missing.isEmpty();
  }
}
