package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Catches loops that wait by polling: in virtual time no poll ever sees anything new, so they would
 * run for ever.
 *
 * <p>Called under the writer's lock.
 */
final class BusyPollGuard {
  private static final int SAME_READS_MAX = 5_000;

  private final Map<String, Integer> reads = new HashMap<>();
  private @Nullable Instant since;

  void read(Instant now, Operation operation, String body) {
    if (!now.equals(since)) {
      reads.clear();
      since = now;
    }
    int times = reads.merge(operation + " " + body, 1, Integer::sum);
    if (times > SAME_READS_MAX) {
      throw ProtocolErrors.timeStandsStill(operation.toString(), times, now);
    }
  }

  void wrote() {
    reads.clear();
  }
}
