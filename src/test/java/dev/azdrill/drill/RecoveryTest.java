package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Expectation EXPECTATION =
      new Expectation(
          "database",
          "the database to fail over",
          Duration.ofMinutes(2),
          "documented",
          (look, since) -> true);

  @Test
  void in_time_is_up_to_the_budget_and_not_after_it() {
    assertThat(recovered(120).inTime()).isTrue();
    assertThat(recovered(121).inTime()).isFalse();
  }

  @Test
  void what_never_came_true_is_not_in_time_and_says_what_was_seen() {
    Recovery never =
        new Recovery(EXPECTATION, START, Optional.empty(), "database rebooting", Duration.ZERO);

    assertThat(never.inTime()).isFalse();
    assertThat(never.sentence())
        .isEqualTo(
            "expected the database to fail over within 120 s (documented), last saw database rebooting");
  }

  @Test
  void the_time_that_confirms_a_recovery_is_not_part_of_it() {
    Expectation confirmed =
        new Expectation(
            "clients",
            "clients to be served",
            Duration.ofMinutes(1),
            "",
            Duration.ofSeconds(30),
            (l, s) -> true);

    Recovery recovery =
        new Recovery(confirmed, START, Optional.of(START.plusSeconds(75)), "", Duration.ZERO);

    assertThat(recovery.took()).contains(Duration.ofSeconds(45));
    assertThat(recovery.inTime()).isTrue();
  }

  @Test
  void what_is_seen_late_is_not_held_against_the_recovery() {
    Instant seen = START.plusSeconds(140);
    Recovery late = new Recovery(EXPECTATION, START, Optional.of(seen), "", Duration.ofSeconds(30));
    Recovery tooLate =
        new Recovery(EXPECTATION, START, Optional.of(seen), "", Duration.ofSeconds(19));

    assertThat(late.inTime()).isTrue();
    assertThat(late.sentence())
        .isEqualTo("the database to fail over: after 140 s (seen up to 30 s late)");
    assertThat(tooLate.inTime()).isFalse();
  }

  @Test
  void a_named_budget_replaces_the_derived_one() {
    Expectation named = EXPECTATION.within(Duration.ofSeconds(30));

    assertThat(named.budget()).isEqualTo(Duration.ofSeconds(30));
    assertThat(named.derivation()).isEqualTo("named by the feature");
  }

  @Test
  void the_worse_verdict_wins_and_unsafe_beats_all() {
    assertThat(Verdict.PASSED.and(Verdict.FAILED)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.INCONCLUSIVE.and(Verdict.FAILED)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Verdict.UNSAFE.and(Verdict.INCONCLUSIVE)).isEqualTo(Verdict.UNSAFE);
    assertThat(Verdict.PASSED.and(Verdict.PASSED)).isEqualTo(Verdict.PASSED);
  }

  private static Recovery recovered(long seconds) {
    return new Recovery(
        EXPECTATION, START, Optional.of(START.plusSeconds(seconds)), "", Duration.ZERO);
  }
}
