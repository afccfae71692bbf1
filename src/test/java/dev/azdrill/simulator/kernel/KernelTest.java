package dev.azdrill.simulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Kernel kernel = new Kernel(START, Seed.of("test"));
  private final List<String> happened = new ArrayList<>();

  @Test
  void nothing_happens_until_somebody_moves_the_clock() {
    kernel.after(Duration.ZERO, "now", () -> happened.add("now"));

    assertThat(kernel.now()).isEqualTo(START);
    assertThat(happened).isEmpty();
  }

  @Test
  void events_happen_in_the_order_of_their_time_and_then_of_their_scheduling() {
    kernel.after(Duration.ofSeconds(2), "late", () -> happened.add("late"));
    kernel.after(Duration.ofSeconds(1), "first", () -> happened.add("first"));
    kernel.after(Duration.ofSeconds(1), "second", () -> happened.add("second"));

    kernel.advance(Duration.ofSeconds(2));

    assertThat(happened).containsExactly("first", "second", "late");
  }

  @Test
  void waiting_for_a_change_steps_over_what_changes_nothing() {
    kernel.every(Duration.ofSeconds(1), Duration.ofSeconds(1), "check", () -> false);
    kernel.after(Duration.ofSeconds(30), "news", () -> happened.add("news"));

    Instant stopped = kernel.advanceToChange(START.plusSeconds(60));

    assertThat(stopped).isEqualTo(START.plusSeconds(30));
    assertThat(happened).containsExactly("news");
  }

  @Test
  void waiting_for_a_change_ends_at_its_limit() {
    kernel.after(Duration.ofSeconds(30), "news", () -> happened.add("news"));

    assertThat(kernel.advanceToChange(START.plusSeconds(10))).isEqualTo(START.plusSeconds(10));
    assertThat(happened).isEmpty();
  }

  @Test
  void a_cancelled_event_does_not_happen() {
    kernel.after(Duration.ofSeconds(1), "never", () -> happened.add("never")).cancel();

    kernel.advance(Duration.ofSeconds(5));

    assertThat(happened).isEmpty();
  }

  @Test
  void a_repetition_ends_when_it_is_stopped_also_from_within() {
    Repetition[] self = new Repetition[1];
    self[0] =
        kernel.every(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            "thrice",
            () -> {
              happened.add("tick");
              if (happened.size() == 3) {
                self[0].stop();
              }
              return true;
            });

    kernel.advance(Duration.ofMinutes(1));

    assertThat(happened).hasSize(3);
  }

  @Test
  void events_that_breed_at_one_instant_are_a_defect_and_not_a_hang() {
    breed();

    assertThatThrownBy(() -> kernel.advance(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("time stands still");
  }

  private void breed() {
    kernel.after(Duration.ZERO, "rabbit", this::breed);
  }

  @Test
  void the_same_words_give_the_same_numbers_and_other_words_give_others() {
    assertThat(Seed.of("a").derive("ids").random().nextLong())
        .isEqualTo(Seed.of("a").derive("ids").random().nextLong())
        .isNotEqualTo(Seed.of("b").derive("ids").random().nextLong())
        .isNotEqualTo(Seed.of("a").derive("other").random().nextLong());
  }
}
