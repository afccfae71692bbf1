package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.MetricType;

/** What a group does that tracks a platform. */
@Contract
@Needs(
    value = {"ssm", "autoscaling", "elasticloadbalancing", "monitoring"},
    abilities = Ability.TRAFFIC)
class ScalingContract {
  /**
   * Requests per second that two instances just serve: each is asked for 95 of 100. With more, they
   * would fail their health checks and be replaced instead of joined by others.
   */
  private static final double ALMOST_TOO_MUCH_FOR_TWO = 190;

  private static Fleet tracking(Subject s, Application application) {
    Fleet fleet = application.fleet();
    s.autoScaling().updateAutoScalingGroup(r -> r.autoScalingGroupName(fleet.name()).minSize(2));
    s.autoScaling()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName(fleet.name())
                    .policyName("cpu")
                    .policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration(
                        t ->
                            t.targetValue(50.0)
                                .predefinedMetricSpecification(
                                    m ->
                                        m.predefinedMetricType(
                                            MetricType.ASG_AVERAGE_CPU_UTILIZATION))));
    return fleet;
  }

  private static List<String> causes(Subject s, Fleet fleet) {
    return s
        .autoScaling()
        .describeScalingActivities(r -> r.autoScalingGroupName(fleet.name()))
        .activities()
        .stream()
        .map(Activity::cause)
        .toList();
  }

  @Test
  void a_group_grows_with_its_load_and_shrinks_after_it(Subject s) {
    Application application = new Application(s);
    Fleet fleet = tracking(s, application);

    TrafficPort.Clients many = application.use(ALMOST_TOO_MUCH_FOR_TWO, exchange -> {});

    s.eventually("more than two instances").until(fleet::inService, all -> all.size() > 2);
    assertThat(causes(s, fleet))
        .anyMatch(cause -> cause.contains("TargetTracking-" + fleet.name() + "-AlarmHigh-"));
    many.stop();
    application.use(2, exchange -> {});
    // One that is overloaded may be replaced meanwhile: two in service are no proof of having
    // shrunk.
    s.eventually("the group to shrink")
        .until(
            () -> causes(s, fleet),
            all -> all.stream().anyMatch(cause -> cause.contains("-AlarmLow-")));
    fleet.await(2);
  }

  @Test
  void a_group_with_much_to_do_stays_within_its_maximum(Subject s) {
    Application application = new Application(s);
    Fleet fleet = tracking(s, application);

    TrafficPort.Clients many = application.use(ALMOST_TOO_MUCH_FOR_TWO, exchange -> {});
    fleet.await(4);
    s.eventually("four healthy targets").until(application::healthy, all -> all.size() == 4);
    many.stop();
    application.use(2 * ALMOST_TOO_MUCH_FOR_TWO, exchange -> {});

    // One that is overloaded is replaced: the old one is still described while it leaves.
    s.aws()
        .eventually()
        .expecting("no more than four instances in service, and no more desired")
        .holdsFor(
            Duration.ofMinutes(10),
            fleet::described,
            group -> group.desiredCapacity() <= 4 && fleet.inService().size() <= 4);
  }
}
