package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Where looks are further apart than a limit, its sentence proves nothing. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class SeenLateSentencesTest {
  @TempDir Path folder;

  private DrillRecord played(String then) {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.sound().seeingLate(Duration.ofMinutes(12)))
            .steps(
                "Given the production architecture is running",
                "And clients are using the application",
                "When an instance is terminated",
                "Then " + then);
    assertThat(run.isRed()).isTrue();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    return run.evidence().drills().get(0);
  }

  @Test
  void nobody_can_tell_whether_it_recovered_in_time() {
    DrillRecord drill = played("the group is back at its desired capacity within 5 seconds");

    assertThat(drill.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(drill.reason()).contains("within 5 s ", "it cannot be told", "up to 11 s late");
  }

  @Test
  void nobody_can_tell_whether_it_did_not() {
    DrillRecord drill = played("the steady state is not reached within 5 seconds");

    assertThat(drill.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(drill.reason()).contains("within 5 s ", "it cannot be told", "up to 29 s late");
  }
}
