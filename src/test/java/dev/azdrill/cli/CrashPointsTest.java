package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drill that is killed leaves nothing, once it is restored and torn down. The longest of all
 * where each point is tried.
 */
@Order(1)
class CrashPointsTest {
  /** Every so many moments one is tried; 1 tries all of them. */
  private static final int EVERY = Integer.getInteger("azdrill.crash.every", 250);

  @TempDir Path folder;

  @Test
  void whatever_call_or_write_is_the_last_nothing_is_left_in_the_end() {
    CrashPoints.Tally tally = new CrashPoints(folder).tryEvery(EVERY);
    System.out.println("crash points survived: " + tally.words());

    assertThat(tally.failures()).isEmpty();
    assertThat(tally.moments()).isGreaterThan(600);
    assertThat(tally.impairing()).as("restored from tags alone").isBetween(3, 6);
    assertThat(tally.tried()).isGreaterThanOrEqualTo(tally.moments() / EVERY);
  }
}
