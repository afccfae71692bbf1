package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Strength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Percentiles over many runs. */
class RecoveryTimesTest {
  private static Measurement took(Optional<Duration> time) {
    return new Measurement(
        Component.GROUP,
        "the group to be back",
        Phase.RECOVERY,
        new Limit(Duration.ofSeconds(90), Limit.Source.OBJECTIVE, "named", Optional.empty()),
        time,
        Duration.ZERO,
        "nothing",
        Strength.SIMULATED);
  }

  private static List<Measurement> seconds(int from, int to) {
    List<Measurement> all =
        new ArrayList<>(
            IntStream.rangeClosed(from, to)
                .mapToObj(each -> took(Optional.of(Duration.ofSeconds(each))))
                .toList());
    Collections.reverse(all);
    return all;
  }

  @Test
  void percentiles_are_those_of_the_nearest_rank() {
    RecoveryTimes times = new RecoveryTimes(seconds(1, 100));

    assertThat(times.at(0)).hasValue(Duration.ofSeconds(1));
    assertThat(times.at(50)).hasValue(Duration.ofSeconds(50));
    assertThat(times.at(90)).hasValue(Duration.ofSeconds(90));
    assertThat(times.at(100)).hasValue(Duration.ofSeconds(100));
    assertThat(times.missed()).isEqualTo(10);
  }

  @Test
  void a_run_that_never_recovered_took_longer_than_any_other() {
    List<Measurement> all = seconds(1, 8);
    all.add(0, took(Optional.empty()));
    all.add(0, took(Optional.empty()));
    RecoveryTimes times = new RecoveryTimes(all);

    assertThat(times.at(50)).hasValue(Duration.ofSeconds(5));
    assertThat(times.at(90)).as("two of ten never recovered").isEmpty();
    assertThat(times.at(100)).isEmpty();
    assertThat(times.missed()).isEqualTo(2);
  }
}
