package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PacedClockTest {
  private static final Duration NEVER = Duration.ofDays(365);

  private final Kernel kernel = new Kernel(CompletedRegion.START, Seed.of("clock"));

  private PacedClock clock(double speed) {
    return clock(speed, PacedClockTest::never);
  }

  private PacedClock clock(double speed, PacedClock.Sleep sleep) {
    return new PacedClock(kernel, speed, NEVER, sleep);
  }

  private static void never(Duration duration) {
    throw new AssertionError("nobody was to sleep, somebody does for " + duration);
  }

  @Test
  void it_shows_the_regions_time() {
    kernel.advance(Duration.ofMinutes(5));

    assertThat(clock(60).now()).isEqualTo(CompletedRegion.START.plusSeconds(300));
  }

  @Test
  void who_waits_for_a_change_is_woken_by_one() throws Exception {
    PacedClock clock = clock(1);
    CountDownLatch isWriter = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () ->
                kernel.write(
                    () -> {
                      isWriter.countDown();
                      clock.awaitChange(NEVER);
                      return true;
                    }));
    waiting.start();
    isWriter.await();

    // That one is the writer until it waits: this gets the lock because it does.
    kernel.changed();

    waiting.join();
    assertThat(kernel.changes()).isEqualTo(1);
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
  void who_lets_time_pass_goes_on_when_the_regions_clock_has_moved_that_far() {
    List<Duration> slept = new ArrayList<>();
    // The region's clock lags behind: an event in it takes its time.
    List<Duration> moved = new ArrayList<>(List.of(Duration.ofMinutes(59), Duration.ofMinutes(1)));

    clock(
            60,
            wall -> {
              slept.add(wall);
              kernel.advance(moved.remove(0));
            })
        .pass(Duration.ofHours(1));

    assertThat(slept).containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(1));
    assertThat(kernel.now()).isEqualTo(CompletedRegion.START.plusSeconds(3600));
  }

  @Test
  void no_time_is_passed_without_sleeping() {
    clock(60).pass(Duration.ZERO);

    assertThat(kernel.now()).isEqualTo(CompletedRegion.START);
  }

  @Test
  void what_is_left_at_a_high_speed_is_slept_for_and_not_spun_on() {
    List<Duration> slept = new ArrayList<>();

    clock(
            1_000_000,
            wall -> {
              slept.add(wall);
              kernel.advance(Duration.ofSeconds(1));
            })
        .pass(Duration.ofSeconds(1));

    assertThat(slept).containsExactly(Duration.ofMillis(1));
  }

  @Test
  void who_is_interrupted_while_waiting_stops_and_stays_interrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock(1).awaitChange(NEVER)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();

    PacedClock.Sleep interrupted =
        wall -> {
          throw new InterruptedException();
        };
    assertThatThrownBy(() -> clock(1, interrupted).pass(NEVER)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
