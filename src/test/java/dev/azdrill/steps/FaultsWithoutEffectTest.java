package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultArguments;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A fault that does nothing proves nothing, whatever the sentences behind it say. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class FaultsWithoutEffectTest {
  @TempDir Path folder;

  private PlayedFeatures without() {
    return new PlayedFeatures(folder, Simulators.withoutEffect());
  }

  @Test
  void every_scenario_of_zone_loss_fails_when_the_zone_keeps_its_power() {
    FinishedRun run = without().files(Path.of("features/zone-loss.feature"));

    assertThat(run.evidence().drills())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.verdict()).isNotEqualTo(Verdict.PASSED))
        .allSatisfy(each -> assertThat(witnesses(each)).as(each.reason()).isEmpty());
    assertThat(run.isRed()).isTrue();
    assertThat(run.evidence().verdict().exitCode()).isNotZero();
  }

  /** Faults that are AWS API calls take effect; what the platform should impose does not. */
  @Test
  void every_scenario_of_faults_that_the_platform_imposes_fails_when_they_do_nothing() {
    Set<String> imposed =
        FaultCatalogue.own().stream()
            .filter(kind -> kind.needs().isPresent())
            .map(kind -> kind.of(FaultArguments.NONE).name())
            .collect(Collectors.toSet());

    FinishedRun run = without().files(Path.of("features/faults.feature"));

    List<DrillRecord> affected =
        run.evidence().drills().stream()
            .filter(
                drill ->
                    drill.faults().stream().anyMatch(each -> imposed.contains(each.ref().fault())))
            .toList();
    assertThat(affected)
        .hasSizeGreaterThan(5)
        .allSatisfy(each -> assertThat(each.verdict()).as(each.id()).isNotEqualTo(Verdict.PASSED));
    assertThat(run.isRed()).isTrue();
  }

  /** The witnesses of what the platform imposes; what AWS's own API does took effect. */
  private static List<FaultRecord> witnesses(DrillRecord drill) {
    return drill.faults().stream()
        .filter(each -> each.ref().fault().startsWith("zone"))
        .filter(each -> each.witness().isPresent())
        .toList();
  }

  @Test
  void a_fault_of_which_nothing_shows_fails_the_scenario_at_its_end() {
    FinishedRun run =
        without()
            .steps(
                "Given the production architecture is running",
                "When zone \"eu-west-2a\" loses power");

    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.evidence().drills().get(0).reason())
        .isEqualTo("no evidence that the fault took effect: zone power loss on eu-west-2a");
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void a_fault_of_which_nothing_shows_fails_the_step_that_undoes_it() {
    FinishedRun run =
        without()
            .steps(
                "Given the production architecture is running",
                "And clients are using the application",
                "When zone \"eu-west-2a\" loses power",
                "When power returns to that zone",
                "Then the steady state is restored in time",
                "And no client saw an error");

    assertThat(run.evidence().drills().get(0).reason())
        .isEqualTo("no evidence that the fault took effect: zone power loss on eu-west-2a");
    assertThat(run.evidence().drills().get(0).measurements()).isEmpty();
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void a_drill_whose_fault_does_nothing_does_not_pass() {
    FinishedRun run =
        without()
            .steps(
                "Given the production architecture is running",
                "When the \"zone power loss\" drill runs",
                "Then the drill passes");

    assertThat(run.evidence().verdict()).isNotEqualTo(Verdict.PASSED);
    assertThat(run.evidence().drills().get(0).reason())
        .contains("no evidence that the fault took effect");
  }

  @Test
  void a_drill_whose_fault_does_nothing_does_not_count_as_a_negative_control() {
    FinishedRun run =
        without()
            .steps(
                "Given the production architecture is running",
                "When the \"zone power loss\" drill runs",
                "Then the drill fails because \"stop routing\"");

    assertThat(run.evidence().verdict()).isNotEqualTo(Verdict.PASSED);
    assertThat(run.isRed()).isTrue();
  }
}
