package dev.azdrill.platform.completion;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done in the end: tried soon, and again in virtual time as long as the foreign API
 * fails or something is still in the way. What was given up is told.
 */
final class Retries {
  static final Duration PAUSE = Duration.ofSeconds(20);
  static final int TRIES = 30;

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final Kernel kernel;
  private final FailedCleanups residue;
  private final Acts acts;

  Retries(Kernel kernel, FailedCleanups residue, Acts acts) {
    this.kernel = kernel;
    this.residue = residue;
    this.acts = acts;
  }

  /**
   * Lets it be done; something that is gone already needs no more doing.
   *
   * @param act calls the foreign EC2, and is not to hold the writer's lock meanwhile
   */
  void until(String what, Runnable act) {
    attempt(what, act, acts, 1);
  }

  /**
   * The same for what tells something here: at once, and under the writer's lock each time.
   *
   * @param act may find that it cannot be done without an answer of the foreign EC2
   */
  void untilTold(String what, Runnable act) {
    attempt(what, act, Acts.AT_ONCE, 1);
  }

  private void attempt(String what, Runnable act, Acts by, int count) {
    by.later(() -> attemptNow(what, act, by, count));
  }

  private void attemptNow(String what, Runnable act, Acts by, int count) {
    try {
      act.run();
    } catch (AwsError refusal) {
      if (Calls.isGone(refusal)) {
        return;
      }
      if (count == TRIES) {
        LOG.warn("gave up after {} tries: {}: {}", count, what, refusal.getMessage());
        kernel.write(() -> residue.add(what, refusal));
        return;
      }
      kernel.after(PAUSE, what, () -> attempt(what, act, by, count + 1));
    }
  }
}
