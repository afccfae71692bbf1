package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteppedClockTest {
  private static final Instant START = CompletedRegion.START;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Kernel kernel = new Kernel(START, Seed.of("steps"));
  private final Ec2 foreign = new Ec2();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> slept = new ArrayList<>();

  /** One that is read every so often, and in which what is decided has to be done. */
  private final class Ec2 implements SteppedClock.Foreign {
    private final List<String> decided = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Instant> readings = new ArrayList<>();
    private Duration interval = Duration.ofDays(1);
    private Instant read = START;
    private boolean isAsked;
    private boolean isUnderWay;

    @Override
    public void catchUp() {
      decided.forEach(act -> done.add(act + " " + seconds()));
      isUnderWay = decided.contains("launch") || (isUnderWay && !decided.contains("runs"));
      if (!decided.isEmpty()) {
        decided.clear();
        kernel.changed();
      }
      if (!kernel.now().isBefore(until())) {
        readings.add(kernel.now());
        read = kernel.now();
      }
    }

    @Override
    public boolean isBehind() {
      return !decided.isEmpty();
    }

    @Override
    public boolean wasAsked() {
      boolean wasAsked = isAsked;
      isAsked = false;
      return wasAsked;
    }

    @Override
    public boolean isUnderWay() {
      return isUnderWay;
    }

    @Override
    public Instant until() {
      return read.plus(interval);
    }
  }

  private long seconds() {
    return Duration.between(START, kernel.now()).toSeconds();
  }

  /** On a wall clock that moves while somebody sleeps. */
  private SteppedClock clock(double speed) {
    return new SteppedClock(
        kernel,
        foreign,
        new SteppedClock.Ceiling(
            speed,
            nanos::get,
            wall -> {
              slept.add(wall);
              nanos.addAndGet(wall.toNanos());
            }));
  }

  /** So fast that nobody sleeps for long. */
  private SteppedClock clock() {
    return clock(1e9);
  }

  @Test
  void who_waits_for_a_change_looks_at_the_instant_of_the_first_one() {
    kernel.after(Duration.ofSeconds(7), "a change", () -> {});
    kernel.quietly(Duration.ofSeconds(3), "no news", () -> false);
    kernel.after(Duration.ofSeconds(8), "another one", () -> {});
    SteppedClock clock = clock();

    clock.awaitChange(HOUR);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(7));

    clock.awaitChange(HOUR);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(8));
  }

  @Test
  void who_waits_in_vain_looks_at_the_end_and_no_later() {
    SteppedClock clock = clock();

    clock.awaitChange(HOUR);

    assertThat(clock.now()).isEqualTo(START.plus(HOUR));
  }

  @Test
  void a_pause_is_as_long_as_it_was_to_be_whatever_happens_in_it() {
    kernel.after(Duration.ofSeconds(7), "a change", () -> {});

    clock().pass(Duration.ofSeconds(20));

    assertThat(kernel.now()).isEqualTo(START.plusSeconds(20));
  }

  @Test
  void a_change_between_two_waits_is_not_missed() {
    SteppedClock clock = clock();
    kernel.changed();

    clock.awaitChange(HOUR);

    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void what_is_decided_at_an_instant_is_done_before_the_next_one() {
    kernel.quietly(Duration.ofSeconds(5), "decides", () -> !foreign.decided.add("first"));
    kernel.quietly(Duration.ofSeconds(6), "decides", () -> !foreign.decided.add("second"));

    clock().pass(Duration.ofSeconds(6));

    assertThat(foreign.done).containsExactly("first 5", "second 6");
  }

  @Test
  void who_waits_looks_again_when_what_was_decided_is_done() {
    kernel.quietly(Duration.ofSeconds(5), "decides", () -> !foreign.decided.add("first"));
    SteppedClock clock = clock();

    clock.awaitChange(HOUR);

    assertThat(clock.now()).isEqualTo(START.plusSeconds(5));
    assertThat(foreign.done).containsExactly("first 5");
  }

  @Test
  void who_waits_looks_when_all_that_happens_at_an_instant_has_happened() {
    List<String> happened = new ArrayList<>();
    kernel.after(
        Duration.ofSeconds(5),
        "a change",
        () -> {
          foreign.decided.add("first");
          kernel.after(Duration.ZERO, "what follows", () -> foreign.decided.add("second"));
        });
    kernel.after(Duration.ofSeconds(6), "a later one", () -> happened.add("later"));

    clock().awaitChange(HOUR);

    assertThat(foreign.done).containsExactly("first 5", "second 5");
    assertThat(happened).isEmpty();
  }

  @Test
  void time_never_passes_beyond_the_next_reading() {
    foreign.interval = Duration.ofSeconds(10);
    kernel.quietly(Duration.ofSeconds(25), "no news", () -> false);

    clock().pass(Duration.ofSeconds(30));

    assertThat(foreign.readings)
        .containsExactly(START.plusSeconds(10), START.plusSeconds(20), START.plusSeconds(30));
  }

  @Test
  void while_something_lives_by_the_wall_clock_it_passes_no_faster_than_the_ceiling_allows() {
    foreign.isAsked = true;
    nanos.addAndGet(HOUR.toNanos());

    clock(60).pass(Duration.ofMinutes(1));

    assertThat(kernel.now()).isEqualTo(START.plusSeconds(60));
    assertThat(slept.stream().mapToLong(Duration::toMillis).sum()).isEqualTo(1000);
  }

  @Test
  void what_begins_to_be_under_way_while_time_flies_is_paced_from_there_on_until_it_is_over() {
    kernel.quietly(Duration.ofMinutes(30), "launch", () -> !foreign.decided.add("launch"));
    kernel.quietly(Duration.ofMinutes(31), "is over", () -> !foreign.decided.add("runs"));

    clock(60).pass(HOUR);

    assertThat(kernel.now()).isEqualTo(START.plus(HOUR));
    assertThat(slept.stream().mapToLong(Duration::toMillis).sum())
        .as("a minute at 60 times, and nothing before or after")
        .isBetween(1000L, 1010L);
  }

  @Test
  void otherwise_nobody_sleeps() {
    clock(60).pass(HOUR);

    assertThat(kernel.now()).isEqualTo(START.plus(HOUR));
    assertThat(slept).isEmpty();
  }

  @Test
  void an_event_that_fails_does_not_end_the_time() {
    kernel.after(
        Duration.ofSeconds(1),
        "fails",
        () -> {
          throw new IllegalStateException("gone");
        });

    clock().pass(Duration.ofSeconds(2));

    assertThat(kernel.now()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void who_is_interrupted_while_waiting_stops_and_stays_interrupted() {
    foreign.isAsked = true;
    SteppedClock clock =
        new SteppedClock(
            kernel,
            foreign,
            new SteppedClock.Ceiling(
                1,
                nanos::get,
                wall -> {
                  throw new InterruptedException();
                }));

    assertThatThrownBy(() -> clock.pass(HOUR)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
