package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Takes one member out at a time: drained, held by hooks, terminated, and gone when EC2 says so. A
 * group does not wait for it: who is on the way out does not count.
 *
 * <p>Each step follows the one before at once. Should that fail, because EC2 refuses or does not
 * answer, the member stays in the state that it has reached, and the group's next look goes on from
 * there: nothing hangs on a single call.
 */
final class Terminations {
  private static final Logger LOG = LoggerFactory.getLogger(Terminations.class);

  private final Ports ports;
  private final Activities activities;
  private final TargetGroupAttachments attachments;
  private final LifecycleHooks hooks;

  Terminations(
      Ports ports,
      Activities activities,
      TargetGroupAttachments attachments,
      LifecycleHooks hooks) {
    this.ports = ports;
    this.activities = activities;
    this.attachments = attachments;
    this.hooks = hooks;
  }

  /** Begins to take a member out; the id of the activity. */
  String terminate(ScalingGroup group, Member member, String cause) {
    String activity = begin(group, member, cause);
    if (!group.servingTargetGroups().isEmpty()) {
      activities.drain(activity, description(member));
    }
    attachments.deregister(group, member, () -> drained(group, member));
    return activity;
  }

  /** Takes a member out at once, whatever it is doing: its group is being deleted by force. */
  void force(ScalingGroup group, Member member, String cause) {
    if (member.lifecycle().isReleased()) {
      return;
    }
    if (!member.lifecycle().isLeaving()) {
      begin(group, member, cause);
    }
    hooks.forget(member);
    attachments.deregister(group, member, () -> {});
    proceed(group, member);
  }

  private String begin(ScalingGroup group, Member member, String cause) {
    if (!member.inService() && member.lifecycle().counts()) {
      activities.cancel(member.activity(), "The instance is terminated before it is in service.");
    }
    hooks.forget(member);
    member.move(lifecycle -> lifecycle.leave(group.servingTargetGroups()));
    String activity =
        activities.begin(
            group, description(member), cause, new Activities.Where(null, member.zone()));
    member.during(activity);
    group.changed();
    return activity;
  }

  private static String description(Member member) {
    return "Terminating EC2 instance: " + member.id();
  }

  /** Goes on with a member that was left while it was drained, once no target group drains it. */
  void finishDraining(ScalingGroup group, Member member, List<String> targetGroups) {
    if (!attachments.anyDraining(targetGroups, member)) {
      drained(group, member);
    }
  }

  private void drained(ScalingGroup group, Member member) {
    if (!(member.lifecycle() instanceof MemberLifecycle.Terminating)) {
      return; // somebody was faster, or its group is being deleted by force
    }
    if (hooks.hold(group, member, LifecycleHooks.TERMINATING, result -> proceed(group, member))) {
      activities.hold(member.activity());
    } else {
      proceed(group, member);
    }
  }

  /** Goes on with a member that was left while a hook held it, once none does. */
  void finishHold(ScalingGroup group, Member member) {
    if (!hooks.holds(member)) {
      proceed(group, member);
    }
  }

  /** Whatever a hook's result was, the instance goes. */
  private void proceed(ScalingGroup group, Member member) {
    member.move(MemberLifecycle::proceed);
    activities.goOn(member.activity(), description(member));
    group.changed();
    release(group, member);
  }

  /** Tells EC2 to terminate a member; when it refuses, the group's next look does it again. */
  void release(ScalingGroup group, Member member) {
    try {
      ports.compute().terminate(member.id());
      member.move(MemberLifecycle::release);
      findGone(group, member, ports.compute().describe(member.id()));
    } catch (AwsError refused) {
      LOG.debug("{} is terminated again at the next look: {}", member.id(), refused.getMessage());
    }
  }

  /** When EC2 has let go of a member that it was told to terminate, it is gone here, too. */
  void findGone(ScalingGroup group, Member member, Optional<Instance> instance) {
    boolean isThere =
        instance.filter(it -> it.state().name() != InstanceStateName.TERMINATED).isPresent();
    if (!isThere && group.member(member.id()).isPresent()) {
      group.remove(member);
      activities.succeed(member.activity());
    }
  }

  /**
   * Tells EC2 again to terminate a member that is neither terminated nor on its way there, although
   * EC2 took the order. AWS forgets none and starts nothing that is terminated; another EC2 may.
   * For the group's regular look alone: an EC2 that takes every order and follows none would
   * otherwise be told without pause.
   */
  void remind(ScalingGroup group, Member member, Optional<Instance> instance) {
    boolean isForgotten =
        instance
            .map(it -> it.state().name())
            .filter(state -> state != InstanceStateName.TERMINATED)
            .filter(state -> state != InstanceStateName.SHUTTING_DOWN)
            .isPresent();
    if (isForgotten && member.lifecycle().isReleased()) {
      LOG.debug("{} was told to terminate and is not: it is told again", member.id());
      release(group, member);
    }
  }
}
