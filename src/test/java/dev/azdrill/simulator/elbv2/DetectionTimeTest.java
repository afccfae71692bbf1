package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.Reachability.Answer;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The arithmetic of health checks: with interval I, threshold N and a phase of its own in [0, I), a
 * node notices after phase + (N - 1) I, and a timeout later when nothing comes back.
 */
class DetectionTimeTest {
  private static final Duration LONG = Duration.ofHours(2);

  @Property
  void a_failure_and_a_recovery_are_noticed_within_their_bounds(
      @ForAll @IntRange(min = 6, max = 120) int interval,
      @ForAll @IntRange(min = 2, max = 10) int unhealthyThreshold,
      @ForAll @IntRange(min = 2, max = 10) int healthyThreshold,
      @ForAll @IntRange(max = 1000) int wait,
      @ForAll boolean dropped) {
    try (ElbUnderTest elb = new ElbUnderTest("detection " + interval + " " + wait)) {
      String group =
          elb.group(
              r ->
                  r.healthCheckIntervalSeconds(interval)
                      .healthCheckTimeoutSeconds(5)
                      .unhealthyThresholdCount(unhealthyThreshold)
                      .healthyThresholdCount(healthyThreshold));
      elb.listener(elb.active().loadBalancerArn(), group);
      String target = elb.target(group, "a");
      elb.pass(5 + interval + wait);

      elb.answers.from(
          InstancesDouble.address(1), dropped ? new Answer.TimedOut() : new Answer.Refused());
      Duration failed = until(elb, group, target, TargetHealthStateEnum.UNHEALTHY);
      assertThat(failed.minusSeconds(dropped ? 5 : 0))
          .isBetween(
              seconds(interval, unhealthyThreshold - 1), seconds(interval, unhealthyThreshold));

      elb.pass(3L * interval);
      elb.answers.from(InstancesDouble.address(1), AnswersDouble.replied(200));
      Duration recovered = until(elb, group, target, TargetHealthStateEnum.HEALTHY);
      assertThat(recovered)
          .isBetween(
              seconds(interval, healthyThreshold - 1),
              seconds(interval, healthyThreshold).plusSeconds(5));
    }
  }

  private static Duration seconds(int interval, int times) {
    return Duration.ofSeconds((long) interval * times);
  }

  private static Duration until(
      ElbUnderTest elb, String group, String target, TargetHealthStateEnum state) {
    Instant begin = elb.world.kernel().now();
    Instant limit = begin.plus(LONG);
    while (elb.health(group, target).state() != state && elb.world.kernel().now().isBefore(limit)) {
      elb.session.clock().awaitChange(LONG);
    }
    return Duration.between(begin, elb.world.kernel().now());
  }
}
