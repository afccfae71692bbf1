package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a group looks at the health of its members. */
class HealthCheckPaceTest {
  private static List<Duration> intervals(Timings timings) {
    try (AutoScalingUnderTest groups = new AutoScalingUnderTest(timings)) {
      groups.client().createAutoScalingGroup(AutoScalingUnderTest.wanted().build());
      groups.pass(Duration.ofMinutes(30));
      List<Instant> looks = groups.compute.looks().stream().distinct().toList();
      List<Duration> intervals = new ArrayList<>();
      for (int i = 1; i < looks.size(); i++) {
        intervals.add(Duration.between(looks.get(i - 1), looks.get(i)));
      }
      return intervals;
    }
  }

  @Test
  void typically_it_looks_every_minute() {
    assertThat(intervals(Timings.typical())).hasSize(29).containsOnly(Duration.ofMinutes(1));
  }

  @Test
  void when_durations_are_drawn_each_look_follows_in_a_time_of_its_own() {
    assertThat(intervals(Timings.drawn(Seed.of("looks"))))
        .hasSizeGreaterThan(20)
        .doesNotHaveDuplicates()
        .allSatisfy(
            each ->
                assertThat(each)
                    .isBetween(
                        Timing.GROUP_HEALTH_CHECK.least(), Timing.GROUP_HEALTH_CHECK.most()));
  }
}
