package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.ForbiddenCall;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprints;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a command is for bounds what its session may change, whatever is declared in it. */
class CommandBoundsTest {
  private static final DrillOrder ORDER =
      new DrillOrder(
          "drill",
          new DrilledStack.Made(Blueprints.shipped("production"), false),
          List.of(new OrderedDrill.BuiltIn(BuiltInDrill.INSTANCE_TERMINATION, Optional.empty())),
          "bounds",
          ShellCommand.of("azdrill", "drill"),
          Objectives.NONE,
          Budgets.CEILING,
          false,
          60,
          Guards.NONE);

  @Test
  void a_run_of_drills_calls_nothing_that_neither_they_nor_their_stack_need() {
    try (SimulatorPlatform platform = SimulatorPlatform.create("bounds")) {
      Verdict verdict =
          DrillJob.run(platform, StepListener.SILENT, ORDER, new Journal(), DrillJob.Safety.NONE)
              .verdict();

      assertThat(verdict).isEqualTo(Verdict.PASSED);
      PermittedCalls more = PermittedCalls.of("somebody", "rds:RebootDBInstance");
      assertThatExceptionOfType(ForbiddenCall.class)
          .isThrownBy(
              () ->
                  platform
                      .session()
                      .permitting(
                          more,
                          () ->
                              platform
                                  .session()
                                  .rds()
                                  .rebootDBInstance(r -> r.dbInstanceIdentifier("drill"))))
          .withMessageContaining("declared for the drills of this run (")
          .withMessageContaining("saw rds:RebootDBInstance");
    }
  }
}
