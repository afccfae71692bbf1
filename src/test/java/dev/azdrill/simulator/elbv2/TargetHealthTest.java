package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.Reachability.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

class TargetHealthTest {
  private final ElbUnderTest elb = new ElbUnderTest("target health");
  private String loadBalancer = "";
  private String group = "";

  @BeforeEach
  void a_load_balancer_with_a_target_group() {
    loadBalancer = elb.active().loadBalancerArn();
    group = elb.group();
  }

  @AfterEach
  void close() {
    elb.close();
  }

  @Test
  void a_new_target_is_registered_then_checked_and_healthy_after_its_first_pass() {
    elb.listener(loadBalancer, group);
    String target = elb.target(group, "a");

    assertThat(shown(target)).isEqualTo("initial Elb.RegistrationInProgress");
    elb.pass(5);
    int before = elb.answers.probes();
    assertThat(shown(target)).isEqualTo("initial Elb.InitialHealthChecking");
    elb.session.clock().awaitChange(Duration.ofSeconds(10));

    assertThat(shown(target)).isEqualTo("healthy null");
    assertThat(elb.answers.probes() - before).as("checks").isEqualTo(1);
  }

  @Test
  void a_target_that_ec2_did_not_tell_of_when_the_nodes_were_to_learn_of_it_is_healthy_later() {
    elb.listener(loadBalancer, group);
    String silent = elb.target(group, "a");
    elb.instances.tellOf(silent, false);
    elb.pass(3600);
    assertThat(shown(silent)).isEqualTo("initial Elb.RegistrationInProgress");

    elb.instances.tellOf(silent, true);
    elb.pass(30);
    assertThat(shown(silent)).isEqualTo("healthy null");
  }

  @Test
  void what_ec2_does_not_tell_of_one_target_keeps_nobody_from_the_others() {
    String silent = elb.target(group, "a");
    String other = elb.target(group, "b");
    elb.instances.tellOf(silent, false);

    elb.listener(loadBalancer, group);
    elb.pass(60);
    assertThat(shown(silent)).isEqualTo("unused Target.NotInUse");
    assertThat(shown(other)).isEqualTo("healthy null");

    elb.instances.tellOf(silent, true);
    elb.pass(60);
    assertThat(shown(silent)).isEqualTo("healthy null");
  }

  @Test
  void who_registers_with_a_target_group_that_was_deleted_is_not_kept_from_the_others() {
    elb.client().deleteTargetGroup(r -> r.targetGroupArn(group));

    elb.targetGroups.register(group, "i-00000000000000001");

    assertThat(elb.targetGroups.health(group, "i-00000000000000001")).isEmpty();
  }

  @Test
  void without_a_listener_a_target_is_unused() {
    String target = elb.target(group, "a");
    elb.pass(600);
    assertThat(shown(target)).isEqualTo("unused Target.NotInUse");
    assertThat(elb.answers.probes()).isZero();

    String listener = elb.listener(loadBalancer, group);
    elb.pass(15);
    assertThat(shown(target)).isEqualTo("healthy null");

    elb.client().deleteListener(r -> r.listenerArn(listener));
    assertThat(shown(target)).isEqualTo("unused Target.NotInUse");
  }

  @Test
  void a_target_in_a_zone_that_is_not_enabled_is_unused() {
    elb.listener(loadBalancer, group);
    String target = elb.target(group, "c");

    assertThat(elb.health(group, target).description())
        .isEqualTo("Target is in an Availability Zone that is not enabled for the load balancer");
  }

  @Test
  void failures_say_why() {
    String target = healthyTarget();
    elb.answers.from(InstancesDouble.address(1), AnswersDouble.replied(503));
    elb.pass(20);
    assertThat(elb.health(group, target).reasonAsString()).isEqualTo("Target.ResponseCodeMismatch");
    assertThat(elb.health(group, target).description())
        .isEqualTo("Health checks failed with these codes: [503]");

    elb.answers.from(InstancesDouble.address(1), new Answer.Refused());
    elb.pass(10);
    assertThat(shown(target)).isEqualTo("unhealthy Target.FailedHealthChecks");

    elb.answers.from(InstancesDouble.address(1), new Answer.TimedOut());
    elb.pass(15);
    assertThat(shown(target)).isEqualTo("unhealthy Target.Timeout");
  }

  @Test
  void an_answer_after_the_timeout_has_failed_and_one_before_it_has_passed() {
    String target = healthyTarget();
    elb.answers.from(InstancesDouble.address(1), new Answer.Replied(200, Duration.ofMillis(4_900)));
    elb.pass(60);
    assertThat(shown(target)).isEqualTo("healthy null");

    elb.answers.from(InstancesDouble.address(1), new Answer.Replied(200, Duration.ofMillis(5_100)));
    elb.pass(60);
    assertThat(shown(target)).isEqualTo("unhealthy Target.Timeout");
  }

  @Test
  void one_failure_among_passes_changes_nothing() {
    String target = healthyTarget();
    elb.answers.from(InstancesDouble.address(1), new Answer.Refused());
    elb.pass(10);
    elb.answers.from(InstancesDouble.address(1), AnswersDouble.replied(200));
    elb.pass(60);

    assertThat(shown(target)).isEqualTo("healthy null");
  }

  @Test
  void checks_that_find_what_they_found_before_wake_nobody() {
    healthyTarget();
    elb.pass(60);
    Instant before = elb.world.kernel().now();
    elb.session.clock().awaitChange(Duration.ofHours(1));

    assertThat(elb.world.kernel().now()).isEqualTo(before.plus(Duration.ofHours(1)));
    assertThat(elb.answers.probes()).isGreaterThan(700);
  }

  @Test
  void a_stopped_instance_is_unused_at_once_and_starts_anew() {
    String target = healthyTarget();
    elb.instances.move(target, InstanceStateName.STOPPING);
    elb.instances.move(target, InstanceStateName.STOPPED);
    assertThat(shown(target)).isEqualTo("unused Target.InvalidState");
    assertThat(elb.health(group, target).description()).isEqualTo("Target is in the stopped state");

    elb.instances.move(target, InstanceStateName.RUNNING);
    assertThat(shown(target)).isEqualTo("initial Elb.RegistrationInProgress");
    elb.pass(15);
    assertThat(shown(target)).isEqualTo("healthy null");
  }

  @Test
  void a_deregistered_target_drains_even_when_its_instance_is_stopped() {
    String target = healthyTarget();
    elb.attribute(group, "deregistration_delay.timeout_seconds", "60");
    List<String> told = new ArrayList<>();
    elb.instances.move(target, InstanceStateName.STOPPED);
    elb.targetGroups.deregister(group, target, () -> told.add(target));

    assertThat(shown(target)).isEqualTo("draining Target.DeregistrationInProgress");
    elb.pass(59);
    assertThat(told).isEmpty();
    elb.pass(1);

    assertThat(told).containsExactly(target);
    assertThat(shown(target)).isEqualTo("unused Target.NotRegistered");
    assertThat(elb.targetGroups.health(group, target)).isEmpty();
  }

  @Test
  void who_deregisters_what_is_not_registered_is_told_at_once() {
    List<String> told = new ArrayList<>();
    elb.targetGroups.deregister(group, "i-00000000000000009", () -> told.add("at once"));

    assertThat(told).containsExactly("at once");
  }

  @Test
  void a_target_that_is_registered_while_it_drains_begins_anew() {
    String target = healthyTarget();
    elb.targetGroups.deregister(group, target, () -> {});
    elb.targetGroups.register(group, target);

    assertThat(shown(target)).isEqualTo("initial Elb.RegistrationInProgress");
    elb.pass(400);
    assertThat(shown(target)).isEqualTo("healthy null");
  }

  @Test
  void a_zone_without_power_has_no_say() {
    String target = healthyTarget();
    elb.cutPower("b");
    elb.answers.from(InstancesDouble.address(1), new Answer.Refused());
    elb.pass(20);
    assertThat(shown(target)).isEqualTo("unhealthy Target.FailedHealthChecks");

    elb.answers.from(InstancesDouble.address(1), AnswersDouble.replied(200));
    elb.pass(20);
    assertThat(shown(target)).isEqualTo("healthy null");
    elb.restorePower("b");
    assertThat(shown(target)).as("the node in b knows nothing yet").isEqualTo("healthy null");
  }

  @Test
  void new_settings_hold_from_the_next_check() {
    String target = healthyTarget();
    elb.client()
        .modifyTargetGroup(
            r -> r.targetGroupArn(group).healthCheckIntervalSeconds(30).unhealthyThresholdCount(5));
    elb.answers.from(InstancesDouble.address(1), new Answer.Refused());
    elb.pass(119);
    assertThat(shown(target)).isEqualTo("healthy null");
    elb.pass(31);

    assertThat(shown(target)).isEqualTo("unhealthy Target.FailedHealthChecks");
  }

  @Test
  void an_instance_that_does_not_run_is_not_registered() {
    String id = elb.instances.running("eu-west-2a", elb.vpc);
    elb.instances.move(id, InstanceStateName.STOPPED);

    assertThatThrownBy(
            () ->
                elb.client()
                    .registerTargets(
                        r ->
                            r.targetGroupArn(group)
                                .targets(TargetDescription.builder().id(id).build())))
        .isInstanceOf(InvalidTargetException.class)
        .hasMessageContaining("not in a running state");
  }

  private String healthyTarget() {
    elb.listener(loadBalancer, group);
    String target = elb.target(group, "a");
    elb.pass(15);
    assertThat(shown(target)).isEqualTo("healthy null");
    return target;
  }

  private String shown(String target) {
    var health = elb.health(group, target);
    return health.stateAsString() + " " + health.reasonAsString();
  }
}
