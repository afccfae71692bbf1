package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * Watches the members: lets those in that run, and finds those that must be replaced.
 *
 * <p>Who does not run is replaced at once. Who runs and fails a status check or a load balancer's
 * health check is replaced at a pace that keeps most of the group in service.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Health checks for instances in an Auto Scaling
 * group" and "Amazon EC2 Auto Scaling minimizes downtime".
 */
final class MemberHealthChecks {
  private static final Logger LOG = LoggerFactory.getLogger(MemberHealthChecks.class);

  private final World world;
  private final Kernel kernel;
  private final Ports ports;
  private final Activities activities;
  private final TargetGroupAttachments attachments;
  private final LifecycleHooks hooks;
  private final Terminations terminations;
  private final Replacements replacements;
  private final CapacityController capacity;
  private final Rebalancing rebalancing;

  /** Who acts on what the checks find. */
  record Collaborators(
      Activities activities,
      TargetGroupAttachments attachments,
      LifecycleHooks hooks,
      Terminations terminations,
      Replacements replacements,
      CapacityController capacity,
      Rebalancing rebalancing) {}

  MemberHealthChecks(World world, Ports ports, Collaborators collaborators) {
    this.world = world;
    this.kernel = world.kernel();
    this.ports = ports;
    this.activities = collaborators.activities();
    this.attachments = collaborators.attachments();
    this.hooks = collaborators.hooks();
    this.terminations = collaborators.terminations();
    this.replacements = collaborators.replacements();
    this.capacity = collaborators.capacity();
    this.rebalancing = collaborators.rebalancing();
  }

  /** Looks at a group's members from now on, again and again. */
  void begin(ScalingGroup group) {
    Supplier<Duration> interval = () -> world.timings().of(Timing.GROUP_HEALTH_CHECK);
    group.checking(
        kernel.every(
            interval.get(), interval, "check the health of " + group.name(), () -> check(group)));
  }

  /**
   * One round; true when it changed anything. There is none where the last one left nothing to wait
   * for and nothing has changed since: idle groups cost nothing.
   */
  private boolean check(ScalingGroup group) {
    long edition = kernel.edition();
    if (group.isAtRest(edition)) {
      return false;
    }
    long before = group.changes();
    group.members().forEach(member -> look(group, member));
    attachments.refresh(group);
    if (group.runs(ScalingProcess.HEALTH_CHECK) && !group.isLeaving()) {
      findFailing(group);
    }
    replaceUnhealthy(group);
    welcome(group);
    capacity.planIfForgotten(group);
    rebalancing.consider(group);
    boolean hasChanged = group.changes() != before;
    group.checked(!hasChanged && ports.compute().isOfThisRegion() && isAtRest(group), edition);
    return hasChanged;
  }

  /** Whether the next round will find what this one found, unless something changes before. */
  private boolean isAtRest(ScalingGroup group) {
    Instant now = kernel.now();
    Duration trusted = group.grace().compareTo(group.warmup()) > 0 ? group.grace() : group.warmup();
    return !group.isLeaving()
        && group.settling() == null
        && group.rebalancing() == null
        && group.launchBackoff().isEmpty()
        && group.actual() == group.desired()
        && group.members().stream().allMatch(member -> member.isAtRest(trusted, now));
  }

  /** One member of a round. What EC2 does not tell of one keeps nobody from the others. */
  private void look(ScalingGroup group, Member member) {
    kernel.looked();
    try {
      Optional<Instance> instance = ports.compute().describe(member.id());
      terminations.remind(group, member, instance);
      observe(group, member, instance);
    } catch (AwsError silent) {
      LOG.debug("{} is looked at again in the next round: {}", member.id(), silent.getMessage());
    }
  }

  /** EC2 says that something has become of a member. */
  void observe(ScalingGroup group, Member member) {
    observe(group, member, ports.compute().describe(member.id()));
    replaceUnhealthy(group);
  }

  private void observe(ScalingGroup group, Member member, Optional<Instance> instance) {
    member
        .lifecycle()
        .observe(
            new MemberLifecycle.Observer() {
              @Override
              public void pending() {
                if (runs(instance)) {
                  enterService(group, member);
                } else {
                  findStillPending(group, member, instance);
                }
              }

              @Override
              public void heldOnItsWayIn() {
                if (!runs(instance)) {
                  findStillPending(group, member, instance);
                }
              }

              @Override
              public void inService() {
                if (!runs(instance) && !starts(instance)) {
                  mark(group, member, UnhealthyReason.NOT_RUNNING);
                }
              }

              @Override
              public void draining(List<String> targetGroups) {
                terminations.finishDraining(group, member, targetGroups);
              }

              @Override
              public void heldOnItsWayOut() {
                terminations.finishHold(group, member);
              }

              @Override
              public void due() {
                terminations.release(group, member);
              }

              @Override
              public void released() {
                terminations.findGone(group, member, instance);
              }
            });
  }

  private void findStillPending(ScalingGroup group, Member member, Optional<Instance> instance) {
    Duration waited = Duration.between(member.joined(), kernel.now());
    boolean late = waited.compareTo(world.timings().of(Timing.GROUP_LAUNCH_WAIT, member.id())) >= 0;
    if (!starts(instance) || late) {
      activities.cancel(
          member.activity(),
          "Instance became unhealthy while waiting for instance to be in InService state.");
      mark(group, member, UnhealthyReason.NOT_RUNNING);
    }
  }

  private void enterService(ScalingGroup group, Member member) {
    boolean held =
        hooks.hold(
            group,
            member,
            LifecycleHooks.LAUNCHING,
            result -> {
              if (LifecycleHooks.goesOn(result)) {
                serve(group, member);
              } else {
                abandon(group, member);
              }
            });
    if (held) {
      activities.hold(member.activity());
    } else {
      serve(group, member);
    }
  }

  private void serve(ScalingGroup group, Member member) {
    member.move(lifecycle -> lifecycle.serve(kernel.now()));
    attachments.register(group, member);
    activities.succeed(member.activity());
    group.changed();
  }

  private void abandon(ScalingGroup group, Member member) {
    activities.cancel(member.activity(), "Lifecycle Action was completed with ABANDON Result");
    replacements.replace(group, member, Causes.byUser(kernel.now(), member.id()));
  }

  private static boolean runs(Optional<Instance> instance) {
    return is(instance, InstanceStateName.RUNNING);
  }

  private static boolean starts(Optional<Instance> instance) {
    return is(instance, InstanceStateName.PENDING);
  }

  private static boolean is(Optional<Instance> instance, InstanceStateName state) {
    return instance.filter(i -> i.state().name() == state).isPresent();
  }

  /** Marks a member unhealthy; who checks no health marks nobody. */
  private void mark(ScalingGroup group, Member member, UnhealthyReason finding) {
    if (member.finding().isEmpty()
        && (group.runs(ScalingProcess.HEALTH_CHECK) || finding == UnhealthyReason.SET_BY_USER)) {
      member.markUnhealthy(finding);
      group.changed();
    }
  }

  /** Marks a member by the user's word; it is replaced at once. */
  void markByUser(ScalingGroup group, Member member) {
    mark(group, member, UnhealthyReason.SET_BY_USER);
    replaceUnhealthy(group);
  }

  /** Marks a member that was found unhealthy elsewhere, for what can be seen of it here. */
  void markAgain(ScalingGroup group, Member member) {
    Optional<Instance> instance = ports.compute().describe(member.id());
    UnhealthyReason why =
        !runs(instance) && !starts(instance)
            ? UnhealthyReason.NOT_RUNNING
            : isImpaired(member)
                ? UnhealthyReason.IMPAIRED
                : attachments.isUnhealthyAnywhere(group, member)
                    ? UnhealthyReason.TARGET_UNHEALTHY
                    : UnhealthyReason.SET_BY_USER;
    member.markUnhealthy(why);
  }

  /** Marks running members that fail a check, as many as the pace allows. */
  private void findFailing(ScalingGroup group) {
    Map<Member, UnhealthyReason> failing = new LinkedHashMap<>();
    List<Member> healthy =
        group.counted().filter(m -> m.inService() && m.finding().isEmpty()).toList();
    for (Member member : healthy) {
      finding(group, member).ifPresent(finding -> failing.put(member, finding));
    }
    int batch = failing.size() == healthy.size() ? 1 : Math.max(1, group.desired() / 10);
    int proven = (int) healthy.stream().filter(member -> proven(group, member)).count();
    int below = Math.max(0, group.desired() - proven);
    failing.entrySet().stream()
        .limit(Math.max(0, batch - below))
        .forEach(e -> mark(group, e.getKey(), e.getValue()));
  }

  private boolean isImpaired(Member member) {
    try {
      return ports
          .compute()
          .status(member.id())
          .filter(
              s ->
                  s.instanceStatus().status() == SummaryStatus.IMPAIRED
                      || s.systemStatus().status() == SummaryStatus.IMPAIRED)
          .isPresent();
    } catch (AwsError silent) {
      LOG.debug("nobody tells whether {} is impaired: {}", member.id(), silent.getMessage());
      return false;
    }
  }

  private Optional<UnhealthyReason> finding(ScalingGroup group, Member member) {
    Instant now = kernel.now();
    boolean impaired = isImpaired(member);
    member.move(lifecycle -> lifecycle.statusChecked(impaired, now));
    Duration since = member.lifecycle().impairedFor(now);
    if (!member.servedFor(group.grace(), now)) {
      return Optional.empty();
    }
    Duration patience = world.timings().of(Timing.GROUP_IMPAIRED_WAIT, member.id());
    if (impaired && since.compareTo(patience) >= 0) {
      return Optional.of(UnhealthyReason.IMPAIRED);
    }
    return group.checksTargets() && attachments.anyUnhealthy(group, member)
        ? Optional.of(UnhealthyReason.TARGET_UNHEALTHY)
        : Optional.empty();
  }

  /** Whether a member has warmed up and its first health check is through, either way. */
  private boolean proven(ScalingGroup group, Member member) {
    Instant now = kernel.now();
    return member.servedFor(group.warmup(), now)
        && (!group.checksTargets()
            || attachments.allHealthy(group, member)
            || member.servedFor(group.grace(), now));
  }

  /** Replaces whoever is marked. */
  void replaceUnhealthy(ScalingGroup group) {
    if (group.isLeaving()
        || !group.runs(ScalingProcess.REPLACE_UNHEALTHY)
        || !group.runs(ScalingProcess.TERMINATE)) {
      return;
    }
    for (Member member : group.members()) {
      if (member.lifecycle().counts()) {
        member
            .finding()
            .map(finding -> Causes.unhealthy(kernel.now(), finding))
            .ifPresent(cause -> replacements.replace(group, member, cause));
      }
    }
  }

  /** A newcomer that was to balance the zones has proven itself: now another one may go. */
  private void welcome(ScalingGroup group) {
    boolean welcomed = false;
    for (Member member : group.members()) {
      if (member.balancing() && proven(group, member)) {
        member.balance(false);
        group.causes().balanceOwed();
        welcomed = true;
      }
    }
    if (welcomed) {
      capacity.settle(group);
    }
  }
}
