package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences about "it" and "that zone" mean what the last fault hit: each of it, or nothing. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class ThatWhichWasBrokenTest {
  @TempDir Path folder;

  private FinishedRun run(String fault, String then) {
    return new PlayedFeatures(folder, Simulators.sound())
        .steps(
            "Given the production architecture is running",
            "And clients are using the application",
            "When the fault \"" + fault + "\" is injected",
            "Then " + then);
  }

  /** Of an instance whose name is that of two, everything would have come true at once. */
  @ParameterizedTest
  @CsvSource({
    "instance-termination:instances=all, the group is back at its desired capacity within 1 second",
    "application-hang:instances=2, the load balancer stops routing to it within 1 second",
    "instance-termination:instances=all, as many targets are healthy as the group desires within 1 second"
  })
  void several_instances_are_not_replaced_in_a_second(String fault, String then) {
    assertThat(run(fault, then).evidence().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void several_instances_are_replaced_in_time() {
    FinishedRun run =
        run(
            "instance-termination:instances=2",
            "the group is back at its desired capacity in time");

    assertThat(run.evidence().verdict())
        .as("%s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
  }

  @ParameterizedTest
  @CsvSource({
    "application-cut-off, the load balancer stops routing to that zone in time, a fault of a zone",
    "application-cut-off, the group is back at its desired capacity outside that zone in time, a fault of a zone",
    "application-cut-off, the load balancer stops routing to it in time, a fault of an instance",
    "nat-gateway-loss, the group is back at its desired capacity in time, a fault that takes instances away",
    "instance-stop:instances=2, the group does not replace it for 1 minute, a fault of one instance"
  })
  void what_does_not_fit_the_fault_is_refused(String fault, String then, String expected) {
    FinishedRun run = run(fault, then);

    assertThat(run.isRed()).isTrue();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(run.evidence().drills().get(0).reason())
        .contains("expected " + expected + " before this step, saw");
  }
}
