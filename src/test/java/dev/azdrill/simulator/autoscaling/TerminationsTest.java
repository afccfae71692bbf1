package dev.azdrill.simulator.autoscaling;

import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.TARGET_GROUP;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.wanted;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.wantedBehindDoor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What is begun is brought to its end, whichever call of it fails and for however long. */
class TerminationsTest {
  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private Duration round() {
    return region.world.timings().of(Timing.GROUP_HEALTH_CHECK);
  }

  private void delete() {
    region.client().deleteAutoScalingGroup(r -> r.autoScalingGroupName("web").forceDelete(true));
  }

  private boolean isGone() {
    return region.client().describeAutoScalingGroups().autoScalingGroups().isEmpty();
  }

  private void shrinkToOne() {
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(1));
  }

  /** The lifecycle states of all members, those on their way out included. */
  private List<String> states() {
    return region.group().instances().stream().map(Instance::lifecycleStateAsString).toList();
  }

  @Test
  void a_group_is_deleted_however_long_ec2_does_not_answer() {
    region.settled(wanted());
    region.compute.answer(false);
    delete();
    region.pass(Duration.ofDays(1));
    region.compute.answer(true);
    assertThat(states()).containsExactly("Terminating", "Terminating");

    region.pass(round().multipliedBy(2));
    assertThat(isGone()).isTrue();
    assertThat(region.compute.terminations()).hasSize(2);
  }

  @Test
  void a_drained_member_is_terminated_however_long_ec2_does_not_answer() {
    region.settled(wantedBehindDoor().minSize(1));
    shrinkToOne();
    region.pass(Duration.ofMinutes(1));
    region.compute.answer(false);
    region.pass(Duration.ofHours(5));
    region.compute.answer(true);
    assertThat(states()).containsExactlyInAnyOrder("InService", "Terminating");

    region.pass(round().multipliedBy(2));
    assertThat(states()).containsExactly("InService");
    assertThat(region.compute.terminations()).hasSize(1);
  }

  @Test
  void what_runs_again_although_ec2_took_the_order_is_terminated_again() {
    region.settled(wanted().minSize(1));
    shrinkToOne();
    region.pass(region.world.timings().of(Timing.GROUP_RECONCILE));
    String leaving = region.compute.terminations().get(0);
    region.pass(Duration.ofSeconds(5));
    region.compute.startAgain(leaving);

    region.pass(round().multipliedBy(2));

    assertThat(states()).containsExactly("InService");
    assertThat(region.compute.terminations()).containsExactly(leaving, leaving);
    assertThat(region.activities())
        .extracting(Activity::statusCode)
        .containsOnly(ScalingActivityStatusCode.SUCCESSFUL);
  }

  @Test
  void an_ec2_that_takes_every_order_and_follows_none_is_told_once_a_round() {
    region.settled(wanted().minSize(1));
    region.compute.obeyNoLonger();
    shrinkToOne();

    region.pass(round().multipliedBy(10));

    assertThat(states()).containsExactlyInAnyOrder("InService", "Terminating");
    assertThat(region.compute.terminations()).hasSizeBetween(10, 11);
  }

  @Test
  void a_drain_whose_end_nobody_told_of_is_seen_to_have_ended() {
    region.settled(wantedBehindDoor().minSize(1));
    region.targets.tellNobody();
    shrinkToOne();
    region.pass(ScriptedTargets.DRAINING);
    assertThat(states()).containsExactlyInAnyOrder("InService", "Terminating");
    assertThat(region.compute.terminations()).as("while it is drained").isEmpty();

    region.pass(round().multipliedBy(2));
    assertThat(states()).containsExactly("InService");
  }

  @Test
  void an_attachment_whose_last_drain_nobody_told_of_is_removed() {
    region.settled(wantedBehindDoor());
    region.targets.tellNobody();
    region
        .client()
        .detachLoadBalancerTargetGroups(
            r -> r.autoScalingGroupName("web").targetGroupARNs(TARGET_GROUP));
    region.pass(ScriptedTargets.DRAINING.minusSeconds(1));
    assertThat(attachments()).isEqualTo(1);

    region.pass(round().multipliedBy(2));
    assertThat(attachments()).isZero();
  }

  private int attachments() {
    return region
        .client()
        .describeLoadBalancerTargetGroups(r -> r.autoScalingGroupName("web"))
        .loadBalancerTargetGroups()
        .size();
  }

  @Test
  void a_member_that_a_hook_let_go_while_ec2_did_not_answer_is_terminated_and_not_held_again() {
    region.settled(wanted().minSize(1));
    region
        .client()
        .putLifecycleHook(
            r ->
                r.autoScalingGroupName("web")
                    .lifecycleHookName("save")
                    .lifecycleTransition(LifecycleHooks.TERMINATING)
                    .heartbeatTimeout(600)
                    .defaultResult("CONTINUE"));
    shrinkToOne();
    region.pass(Duration.ofMinutes(5));
    assertThat(states()).containsExactlyInAnyOrder("InService", "Terminating:Wait");

    region.compute.answer(false);
    region.pass(Duration.ofMinutes(10));
    region.compute.answer(true);
    assertThat(states()).containsExactlyInAnyOrder("InService", "Terminating");

    region.pass(round().multipliedBy(2));
    assertThat(states()).containsExactly("InService");
  }

  @Test
  void what_ec2_does_not_tell_of_one_member_keeps_nobody_from_the_others() {
    region.settled(wanted());
    region.compute.tellNothingOf(region.oneIn("eu-west-2a"));
    String stopped = region.oneIn("eu-west-2b");
    region.compute.stop(stopped);

    region.pass(Duration.ofMinutes(3));

    assertThat(region.inService()).hasSize(2).noneMatch(i -> i.instanceId().equals(stopped));
  }

  @Test
  void a_group_whose_subnets_could_not_be_looked_up_comes_to_its_capacity() {
    region.client().createAutoScalingGroup(wanted().build());
    region.network.fail(1);

    region.pass(Duration.ofMinutes(5));

    assertThat(region.inService()).hasSize(2);
    assertThat(region.activities())
        .filteredOn(activity -> activity.statusCode() == ScalingActivityStatusCode.FAILED)
        .singleElement()
        .satisfies(failed -> assertThat(failed.statusMessage()).contains("nobody answers"));
  }

  @Test
  void a_group_whose_launch_failed_in_a_way_that_nobody_expected_comes_to_its_capacity() {
    region.client().createAutoScalingGroup(wanted().build());
    region.network.breakOnce();
    assertThatThrownBy(() -> region.pass(Duration.ofMinutes(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");

    region.pass(Duration.ofMinutes(5));

    assertThat(region.inService()).hasSize(2);
  }

  @Test
  void a_group_that_is_deleted_twice_while_ec2_does_not_answer_makes_room_for_one_of_its_name() {
    region.settled(wanted());
    region.compute.answer(false);
    delete();
    region.pass(Duration.ofHours(1));
    delete();
    region.compute.answer(true);
    region.pass(round().multipliedBy(2));
    assertThat(isGone()).isTrue();

    region.settled(wanted());
    region.pass(Duration.ofHours(1));
    assertThat(region.inService())
        .hasSize(2)
        .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }
}
