package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences about limits and stop conditions. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class GuardSentencesTest {
  @TempDir Path folder;

  private FinishedRun run(String guard) {
    return new PlayedFeatures(folder, Simulators.sound())
        .steps(
            "Given the production architecture is running",
            "And clients are using the application",
            "And " + guard,
            "When the fault \"zone-power-loss:zone=eu-west-2a\" is injected",
            "Then clients are served without errors again in time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faults may affect at most 0 instances at once | at most 0 of the instances in service at once, saw 1 of 2",
        "faults may affect at most 49 % of the instances at once | at most 49% of the instances in service at once, saw 1 of 2",
        "faults may be in effect for at most 5 seconds | because faults may be in effect for 5s at most",
        "the drill stops when more than 5 % of the requests fail | because more than 5 % of the requests in the last 1min failed",
        "the drill stops when alarm \"checkout\" is not OK | saw no alarm of this name",
      })
  void a_guard_that_is_met_makes_a_scenario_inconclusive(String guard, String reason) {
    FinishedRun run = run(guard);

    assertThat(run.isRed()).isTrue();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.evidence().drills().get(0).reason()).contains(reason);
  }

  @Test
  void a_guard_that_is_not_met_changes_nothing_and_is_kept_in_the_drill_file() throws Exception {
    FinishedRun run = run("faults may affect at most 1 zone at once");

    assertThat(run.evidence().verdict())
        .as("%s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
    try (var files = Files.walk(folder)) {
      Path kept = files.filter(each -> each.toString().endsWith(".yaml")).findFirst().orElseThrow();
      assertThat(Files.readString(kept)).contains("limits:\n  zones: 1\n");
    }
  }
}
