package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedClockTest {
  private static final Duration NEVER = Duration.ofDays(365);

  private final Kernel kernel = new Kernel(CompletedRegion.START, Seed.of("clock"));

  private PacedClock clock(double speed) {
    return new PacedClock(kernel, speed, NEVER);
  }

  @Test
  void it_shows_the_regions_time() {
    kernel.advance(Duration.ofMinutes(5));

    assertThat(clock(60).now()).isEqualTo(CompletedRegion.START.plusSeconds(300));
  }

  @Test
  void who_waits_for_a_change_is_woken_by_one() throws Exception {
    PacedClock clock = clock(1);
    Thread waiting = new Thread(() -> clock.awaitChange(NEVER));
    waiting.start();

    kernel.changed();

    waiting.join();
    assertThat(waiting.isAlive()).isFalse();
  }

  @Test
  void a_change_between_two_waits_is_not_missed() {
    PacedClock clock = clock(1);
    kernel.changed();
    clock.awaitChange(NEVER);
    kernel.changed();

    clock.awaitChange(NEVER);

    assertThat(kernel.changes()).isEqualTo(2);
  }

  @Test
  void who_waits_without_a_change_looks_again_when_the_time_is_up() {
    PacedClock clock = clock(1_000_000);

    clock.awaitChange(Duration.ofSeconds(1));

    assertThat(kernel.changes()).isZero();
  }

  @Test
  void who_lets_time_pass_goes_on_when_the_regions_clock_has_moved_that_far() throws Exception {
    PacedClock clock = clock(3_600_000);
    Thread passing = new Thread(() -> clock.pass(Duration.ofHours(1)));
    passing.start();
    while (passing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    kernel.advance(Duration.ofMinutes(59));
    assertThat(passing.isAlive()).isTrue();
    kernel.advance(Duration.ofMinutes(1));

    passing.join();
    assertThat(clock.now()).isEqualTo(CompletedRegion.START.plusSeconds(3600));
  }

  @Test
  void who_is_interrupted_while_waiting_stops_and_stays_interrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock(1).awaitChange(NEVER)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock(1).pass(NEVER)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
