package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One fault ends while another holds. */
class OverlappingFaultsTest {
  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  @Test
  void the_first_fault_is_undone_while_the_second_holds() {
    DrillOutcome outcome =
        stack
            .session()
            .run(
                DrillFile.parse(
                        "mine.yaml",
                        """
                        name: Overlapping
                        steps:
                          - inject: {zone-capacity-loss: {zone: eu-west-2b}}
                          - inject: {instance-termination: {instances: all, zone: eu-west-2b}}
                          - expect: capacity-restored
                          - inject: {application-hang: {instances: 1}}
                          - undo: zone-capacity-loss
                          - expect: targets-healthy
                        """)
                    .on(stack.inventory()));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(stack.noted(Observation.FaultUndone.class))
        .extracting(each -> each.ref().fault())
        .containsExactly("zone capacity loss", "application hang");
  }
}
