package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Takes one member out at a time: drained, held by hooks, terminated, and gone when EC2 says so. A
 * group does not wait for it: who is on the way out does not count.
 */
final class Terminations {
  private final World world;
  private final Ports ports;
  private final Activities activities;
  private final TargetGroupAttachments attachments;
  private final LifecycleHooks hooks;

  Terminations(
      World world,
      Ports ports,
      Activities activities,
      TargetGroupAttachments attachments,
      LifecycleHooks hooks) {
    this.world = world;
    this.ports = ports;
    this.activities = activities;
    this.attachments = attachments;
    this.hooks = hooks;
  }

  /** Begins to take a member out; the id of the activity. */
  String terminate(Group group, Member member, String cause) {
    String activity = begin(group, member, cause);
    if (!group.servingTargetGroups().isEmpty()) {
      activities.drain(activity, description(member));
    }
    attachments.deregister(group, member, () -> drained(group, member));
    return activity;
  }

  /** Takes a member out at once, whatever it is doing: its group is being deleted by force. */
  void force(Group group, Member member, String cause) {
    if (member.lifecycle().isReleased()) {
      return;
    }
    if (!member.lifecycle().isLeaving()) {
      begin(group, member, cause);
    }
    hooks.forget(member);
    attachments.deregister(group, member, () -> {});
    release(group, member);
  }

  private String begin(Group group, Member member, String cause) {
    if (!member.inService() && member.lifecycle().counts()) {
      activities.cancel(member.activity(), "The instance is terminated before it is in service.");
    }
    hooks.forget(member);
    member.move(MemberLifecycle::leave);
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

  private void drained(Group group, Member member) {
    if (member.lifecycle().isReleased()) {
      return;
    }
    if (hooks.hold(group, member, LifecycleHooks.TERMINATING, result -> proceed(group, member))) {
      activities.hold(member.activity());
    } else {
      release(group, member);
    }
  }

  /** Whatever a hook's result was, the instance goes. */
  private void proceed(Group group, Member member) {
    member.move(MemberLifecycle::leave);
    release(group, member);
  }

  private void release(Group group, Member member) {
    activities.goOn(member.activity(), description(member));
    group.changed();
    try {
      ports.compute().terminate(member.id());
      member.move(MemberLifecycle::release);
    } catch (AwsError refused) {
      world
          .kernel()
          .after(
              world.timings().of(Timing.GROUP_LAUNCH_RETRY),
              "terminate " + member.id() + " again after: " + refused.code(),
              () -> release(group, member));
      return;
    }
    look(group, member);
  }

  /**
   * Whether EC2 has let go of a member that it was told to terminate; then it is gone here, too.
   */
  void look(Group group, Member member) {
    boolean gone =
        ports.compute().describe(member.id()).filter(instance -> !terminated(instance)).isEmpty();
    if (gone && member.lifecycle().isReleased() && group.member(member.id()).isPresent()) {
      group.remove(member);
      activities.succeed(member.activity());
    }
  }

  private static boolean terminated(Instance instance) {
    return instance.state().name() == InstanceStateName.TERMINATED;
  }
}
