package dev.azdrill.platform.completion;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done in the end: tried now, and again in virtual time as long as the foreign API
 * fails or something is still in the way. What was given up is told.
 */
final class Retries {
  static final Duration PAUSE = Duration.ofSeconds(20);
  static final int TRIES = 30;

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final Kernel kernel;
  private final FailedCleanups residue;

  Retries(Kernel kernel, FailedCleanups residue) {
    this.kernel = kernel;
    this.residue = residue;
  }

  /** Does it, at once if that can be; something that is gone already needs no more doing. */
  void until(String what, Runnable act) {
    attempt(what, act, 1);
  }

  private void attempt(String what, Runnable act, int count) {
    try {
      act.run();
    } catch (AwsError refusal) {
      if (Calls.isGone(refusal)) {
        return;
      }
      if (count == TRIES) {
        LOG.warn("gave up after {} tries: {}: {}", count, what, refusal.getMessage());
        residue.add(what, refusal);
        return;
      }
      kernel.after(PAUSE, what, () -> attempt(what, act, count + 1));
    }
  }
}
