package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;

/** What groups do about instances that are lost: where azdrill's own controllers run. */
@Contract
@Needs(
    value = {"ssm", "autoscaling", "elasticloadbalancing"},
    abilities = Ability.APPLICATION_HEALTH)
class ReplacementContract {
  private static void awaitReplacement(Subject s, Fleet fleet, String lost) {
    s.eventually("another instance in the place of " + lost)
        .until(
            fleet::inService,
            all -> all.size() == 2 && all.stream().noneMatch(i -> i.instanceId().equals(lost)));
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
  void an_instance_that_is_terminated_is_replaced_in_its_zone(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    String lost = fleet.await(2).get(0).instanceId();

    s.ec2().terminateInstances(r -> r.instanceIds(lost));

    awaitReplacement(s, fleet, lost);
    assertThat(fleet.zones()).containsExactlyInAnyOrder(s.zone(0), s.zone(1));
  }

  @Test
  void an_instance_that_is_stopped_is_replaced(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    String lost = fleet.await(2).get(0).instanceId();

    s.ec2().stopInstances(r -> r.instanceIds(lost));

    awaitReplacement(s, fleet, lost);
  }

  @Test
  void a_replacement_says_why(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    String lost = fleet.await(2).get(0).instanceId();

    s.ec2().terminateInstances(r -> r.instanceIds(lost));

    awaitReplacement(s, fleet, lost);
    assertThat(causes(s, fleet))
        .anyMatch(cause -> cause.contains("EC2 health check indicating it has been terminated"))
        .anyMatch(cause -> cause.contains("unhealthy instance needing to be replaced"));
  }

  @Test
  void an_instance_that_is_called_unhealthy_is_replaced(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    String lost = fleet.await(2).get(0).instanceId();

    s.autoScaling()
        .setInstanceHealth(
            r -> r.instanceId(lost).healthStatus("Unhealthy").shouldRespectGracePeriod(false));

    awaitReplacement(s, fleet, lost);
  }

  @Test
  void nothing_is_replaced_while_that_is_suspended(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    String lost = fleet.await(2).get(0).instanceId();
    s.autoScaling()
        .suspendProcesses(r -> r.autoScalingGroupName(fleet.name()).scalingProcesses("Launch"));

    s.ec2().terminateInstances(r -> r.instanceIds(lost));
    s.eventually("one instance in service").until(fleet::inService, all -> all.size() == 1);

    s.aws()
        .eventually()
        .expecting("nobody in its place")
        .holdsFor(Duration.ofMinutes(5), fleet::inService, all -> all.size() == 1);
  }

  @Test
  void a_target_that_hangs_is_evicted_and_replaced(Subject s) {
    Application application = new Application(s);
    String lost = application.any().instanceId();

    Undo undo = Impaired.by(s.platform()).hangApplication(lost);

    s.later("let it answer again", undo::undo);
    s.eventually("the target to be evicted")
        .until(application::healthy, all -> !all.contains(lost));
    awaitReplacement(s, application.fleet(), lost);
    application.awaitHealthy(lost);
  }

  @Test
  void a_replacement_comes_to_be_a_healthy_target(Subject s) {
    Application application = new Application(s);
    String lost = application.any().instanceId();

    s.ec2().terminateInstances(r -> r.instanceIds(lost));

    application.awaitHealthy(lost);
  }
}
