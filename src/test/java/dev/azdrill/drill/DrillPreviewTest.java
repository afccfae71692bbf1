package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.ScalingProcessesSuspended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrillPreviewTest {
  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  /** Nothing disturbs the steady state, so each fault is waited for until it could be noticed. */
  @Test
  void a_drill_takes_no_longer_than_its_plan_says_although_detection_is_waited_for() {
    List<DrillStep> steps = new ArrayList<>();
    TimedExpectation soon =
        TimedExpectation.within(new Expectation.SteadyState(), Duration.ofSeconds(1));
    for (int i = 0; i < 9; i++) {
      steps.add(new DrillStep.Inject(new ScalingProcessesSuspended("AZRebalance")));
      steps.add(new DrillStep.Expect(soon));
      steps.add(new DrillStep.Undo());
    }
    Drill drill = new Drill("a drill", steps, Objectives.NONE);
    DrillSession session = stack.session();
    Duration planned = DrillPreview.of(drill, session.context()).longest();

    Instant from = stack.now();
    session.run(drill);

    Duration took = Duration.between(from, stack.now());
    assertThat(took).isGreaterThan(Duration.ofMinutes(9 * 5)).isLessThanOrEqualTo(planned);
    assertThat(planned.minus(took)).as("it says something").isLessThan(Duration.ofMinutes(30));
  }
}
