package dev.azdrill.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static final Seed SEED = Seed.of("durations");

  private static Stream<Duration> launches(Timings timings) {
    Durations durations = new Durations(timings);
    return Stream.generate(() -> durations.of(Timing.INSTANCE_START)).limit(100);
  }

  @Test
  void typical_timings_take_the_same_time_on_every_occurrence() {
    assertThat(launches(Timings.typical())).containsOnly(Duration.ofSeconds(10));
  }

  @Test
  void drawn_timings_take_another_time_on_every_occurrence() {
    assertThat(launches(Timings.drawn(SEED)).distinct().count()).isGreaterThan(90);
  }

  @Test
  void the_same_seed_draws_the_same_times_in_the_same_order() {
    assertThat(launches(Timings.drawn(SEED)))
        .containsExactlyElementsOf(launches(Timings.drawn(SEED)).toList());
  }

  @Test
  void another_seed_draws_other_times() {
    assertThat(launches(Timings.drawn(Seed.of("another"))).toList())
        .isNotEqualTo(launches(Timings.drawn(SEED)).toList());
  }

  @Test
  void how_often_one_timing_is_drawn_does_not_change_another() {
    Durations quiet = new Durations(Timings.drawn(SEED));
    Durations busy = new Durations(Timings.drawn(SEED));
    busy.of(Timing.GROUP_HEALTH_CHECK);
    busy.of(Timing.GROUP_HEALTH_CHECK);

    assertThat(busy.of(Timing.INSTANCE_START)).isEqualTo(quiet.of(Timing.INSTANCE_START));
  }

  @Test
  void two_timings_are_not_long_and_short_together() {
    Durations durations = new Durations(Timings.drawn(SEED));

    assertThat(byLength(durations, Timing.DATABASE_RESTART))
        .isNotEqualTo(byLength(durations, Timing.DATABASE_DETECTION));
  }

  /** The numbers of ten draws, the shortest first. */
  private static List<Integer> byLength(Durations durations, Timing timing) {
    List<Duration> draws = Stream.generate(() -> durations.of(timing)).limit(10).toList();
    return IntStream.range(0, 10).boxed().sorted(Comparator.comparing(draws::get)).toList();
  }

  @Test
  void an_occurrence_that_is_named_takes_the_same_however_often_it_is_asked() {
    Durations durations = new Durations(Timings.drawn(SEED));
    Duration first = durations.of(Timing.GROUP_IMPAIRED_WAIT, "i-1");

    assertThat(durations.of(Timing.GROUP_IMPAIRED_WAIT, "i-1")).isEqualTo(first);
    assertThat(durations.of(Timing.GROUP_IMPAIRED_WAIT, "i-2")).isNotEqualTo(first);
  }

  @Test
  void what_was_changed_is_not_drawn() {
    Timings changed = Timings.drawn(SEED).with(Timing.INSTANCE_START, Duration.ofMinutes(20));

    assertThat(launches(changed)).containsOnly(Duration.ofMinutes(20));
  }

  @Test
  void a_typical_value_is_drawn_more_often_than_the_rarest() {
    Durations durations = new Durations(Timings.drawn(SEED));
    Stream<Duration> detections =
        Stream.generate(() -> durations.of(Timing.DATABASE_DETECTION)).limit(10_000);

    long[] counts = new long[2];
    detections.forEach(
        each -> {
          counts[0] += isWithin(each, 15, 25) ? 1 : 0;
          counts[1] += isWithin(each, 50, 60) ? 1 : 0;
        });
    assertThat(counts[0]).as("15 to 25 s, around the mode").isGreaterThan(4 * counts[1]);
  }

  private static boolean isWithin(Duration each, int least, int most) {
    return each.toMillis() >= least * 1_000L && each.toMillis() < most * 1_000L;
  }

  @Test
  void a_negative_duration_is_refused() {
    assertThatThrownBy(() -> Timings.typical().with(Timing.VPC_CREATE, Duration.ofSeconds(-1)))
        .hasMessageContaining("VPC_CREATE");
  }
}
