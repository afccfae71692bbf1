package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Timeliness;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in time, and how it is told. */
class RecoverySentenceTest {
  private static final Limit TWO_MINUTES =
      Limit.fixed(Duration.ofMinutes(2), Limit.Source.DOCUMENTATION, "documented");

  private static Measurement measured(Limit limit, Optional<Duration> took, Duration resolution) {
    return new Measurement(
        Component.DATABASE,
        "the database to fail over",
        Phase.RECOVERY,
        limit,
        took,
        resolution,
        "database rebooting",
        Strength.CONTROL_PLANE);
  }

  private static Measurement took(long millis, long resolution) {
    return measured(
        TWO_MINUTES, Optional.of(Duration.ofMillis(millis)), Duration.ofSeconds(resolution));
  }

  @Test
  void in_time_is_up_to_the_limit_and_not_after_it() {
    assertThat(took(120_000, 0).timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(took(120_001, 0).timeliness()).isEqualTo(Timeliness.LATE);
  }

  @Test
  void what_is_seen_late_is_not_held_against_the_recovery() {
    assertThat(took(120_000, 20).timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(took(140_000, 20).timeliness()).isEqualTo(Timeliness.WITHIN_RESOLUTION);
    assertThat(took(140_001, 20).timeliness()).isEqualTo(Timeliness.LATE);
    assertThat(RecoverySentence.of(took(140_000, 30)))
        .isEqualTo(
            "the database to fail over: after 140 s (seen up to 30 s late), over its limit of 120 s"
                + " within the resolution of the looks");
  }

  @Test
  void a_limit_that_somebody_has_named_is_met_only_by_what_was_seen_in_time() {
    Limit named = Limit.objective(Duration.ofMinutes(2), "named by the drill");
    Duration late = Duration.ofSeconds(20);

    assertThat(measured(named, Optional.of(Duration.ofSeconds(120)), late).timeliness())
        .isEqualTo(Timeliness.IN_TIME);
    assertThat(measured(named, Optional.of(Duration.ofSeconds(140)), late).timeliness())
        .isEqualTo(Timeliness.UNDECIDED);
    assertThat(measured(named, Optional.of(Duration.ofSeconds(141)), late).timeliness())
        .isEqualTo(Timeliness.LATE);
  }

  /** Seen on a slow machine: took 3 min 41 s, limit 2 min, resolution 11 min 35 s. */
  @Test
  void where_looks_are_further_apart_than_the_limit_nobody_can_tell() {
    assertThat(took(221_000, 695).timeliness()).isEqualTo(Timeliness.UNDECIDED);
    assertThat(took(120_000, 695).timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(took(240_000, 120).timeliness()).isEqualTo(Timeliness.WITHIN_RESOLUTION);
    assertThat(took(240_000, 121).timeliness()).isEqualTo(Timeliness.UNDECIDED);
    assertThat(took(815_001, 695).timeliness()).isEqualTo(Timeliness.LATE);
    assertThat(RecoverySentence.of(took(221_000, 695)))
        .isEqualTo(
            "expected the database to fail over within 120 s (documented), it cannot be told: it"
                + " was seen after 221 s, up to 695 s late");
  }

  /** A limit that is copied from what was measured holds. */
  @Test
  void what_was_measured_is_rounded_up_to_whole_seconds() {
    assertThat(RecoverySentence.of(took(20_762, 0)))
        .isEqualTo("the database to fail over: after 21 s");
    assertThat(RecoverySentence.of(took(21_000, 0)))
        .isEqualTo("the database to fail over: after 21 s");
    assertThat(RecoverySentence.of(took(120_001, 0)))
        .isEqualTo("expected the database to fail over within 120 s (documented), it took 121 s");
  }

  @Test
  void what_came_too_late_says_how_long_it_took() {
    assertThat(RecoverySentence.of(took(150_000, 0)))
        .isEqualTo("expected the database to fail over within 120 s (documented), it took 150 s");
  }

  @Test
  void what_never_came_true_is_not_in_time_and_says_what_was_seen() {
    Measurement never = measured(TWO_MINUTES, Optional.empty(), Duration.ofSeconds(30));

    assertThat(never.timeliness()).isEqualTo(Timeliness.NEVER);
    assertThat(RecoverySentence.of(never))
        .isEqualTo(
            "expected the database to fail over within 120 s (documented), last saw database"
                + " rebooting");
  }

  @Test
  void a_limit_that_was_cut_off_says_what_the_configuration_allows() {
    Limit cut = Limit.derived(Duration.ofMinutes(52), "slow checks", Budgets.CEILING);

    assertThat(RecoverySentence.of(measured(cut, Optional.empty(), Duration.ZERO)))
        .startsWith(
            "expected the database to fail over within 600 s (slow checks; the configuration"
                + " allows 3120 s, judged against the ceiling)");
  }
}
