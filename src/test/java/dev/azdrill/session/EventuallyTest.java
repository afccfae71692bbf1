package dev.azdrill.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventuallyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A clock on which something may have changed every seven seconds. */
  private static final class SteppingClock implements DrillClock {
    private Instant now = START;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void awaitChange(Duration atMost) {
      Duration step = Duration.ofSeconds(7);
      now = now.plus(step.compareTo(atMost) < 0 ? step : atMost);
    }

    @Override
    public void pass(Duration duration) {
      now = now.plus(duration);
    }

    long seconds() {
      return Duration.between(START, now).toSeconds();
    }
  }

  private final SteppingClock clock = new SteppingClock();
  private final Eventually eventually = Eventually.on(clock, Progress.SILENT);

  @Test
  void what_is_true_already_takes_no_time() {
    Waited<String> waited = eventually.until(() -> "there", "there"::equals);

    assertThat(waited.took()).isZero();
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void the_time_it_took_is_the_platforms_time() {
    Waited<Long> waited =
        eventually.within(Duration.ofMinutes(1)).until(clock::seconds, seconds -> seconds >= 20);

    assertThat(waited.took()).isEqualTo(Duration.ofSeconds(21));
    assertThat(waited.value()).isEqualTo(21);
  }

  @Test
  void a_spent_budget_tells_what_was_expected_what_was_seen_and_what_is_normal() {
    Eventually wait =
        eventually
            .expecting("two healthy targets")
            .within(Duration.ofSeconds(30))
            .normally("the first health check comes after 10 s");

    assertThatThrownBy(() -> wait.until(clock::seconds, seconds -> false))
        .isInstanceOf(NotInTime.class)
        .hasMessage(
            "expected two healthy targets within 30 s from 2026-01-01T00:00:00Z, last saw 30;"
                + " a healthy run looks like this: the first health check comes after 10 s");
    assertThat(clock.seconds()).isEqualTo(30);
  }

  @Test
  void what_comes_true_at_the_very_end_of_the_budget_came_true_in_time() {
    Waited<Long> waited =
        eventually.within(Duration.ofSeconds(30)).until(clock::seconds, seconds -> seconds >= 30);

    assertThat(waited.took()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void an_error_of_the_observation_ends_the_wait_at_once() {
    assertThatThrownBy(
            () ->
                eventually.until(
                    () -> {
                      throw new IllegalStateException("the group is gone");
                    },
                    seen -> true))
        .hasMessageContaining("the group is gone");
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void what_must_hold_is_looked_at_all_the_while() {
    assertThatThrownBy(
            () ->
                eventually
                    .expecting("no errors")
                    .holdsFor(Duration.ofMinutes(1), clock::seconds, seconds -> seconds < 40))
        .isInstanceOf(NotInTime.class)
        .hasMessageContaining("last saw 42");

    assertThat(eventually.holdsFor(Duration.ofSeconds(10), () -> true, seen -> seen).took())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void progress_says_what_is_awaited_and_how_much_of_the_budget_is_left() {
    List<String> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void waiting(String what, String seen, Duration elapsed, Duration budget) {
            told.add(what + " " + seen + " " + elapsed.toSeconds() + "/" + budget.toSeconds());
          }

          @Override
          public void done(String what, Duration elapsed) {
            told.add(what + " done after " + elapsed.toSeconds());
          }
        };

    Eventually.on(clock, progress)
        .expecting("a second look")
        .within(Duration.ofSeconds(60))
        .until(clock::seconds, seconds -> seconds >= 7);

    assertThat(told).containsExactly("a second look 0 0/60", "a second look done after 7");
  }
}
