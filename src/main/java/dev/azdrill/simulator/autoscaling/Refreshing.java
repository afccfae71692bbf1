package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.kernel.Repetition;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScaleInProtectedInstances;
import software.amazon.awssdk.services.autoscaling.model.StandbyInstances;

/**
 * Carries an instance refresh through: terminates as many instances as the group may be without,
 * waits until those that replace them are in service and warm, and goes on.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "How an instance refresh works in an Auto Scaling
 * group" and "Undo changes with a rollback".
 */
final class Refreshing {
  /** How often it looks while a refresh is active. Estimated. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /** Documented: it fails when no instance becomes ready within an hour. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final World world;
  private final GroupRegistry registry;
  private final Replacements replacements;

  Refreshing(World world, GroupRegistry registry, Replacements replacements) {
    this.world = world;
    this.registry = registry;
    this.replacements = replacements;
  }

  /** Goes on with a refresh from now on, until it has ended. */
  void begin(Refresh refresh) {
    Repetition[] looks = new Repetition[1];
    looks[0] =
        world
            .kernel()
            .every(
                LOOK,
                LOOK,
                "refresh the instances of " + refresh.group().name(),
                () -> {
                  long before = refresh.group().changes();
                  look(refresh);
                  if (!refresh.isActive()) {
                    looks[0].stop();
                  }
                  return refresh.group().changes() != before;
                });
  }

  private void look(Refresh refresh) {
    ScalingGroup group = refresh.group();
    Instant now = world.kernel().now();
    if (group.isLeaving() || !registry.has(group.name())) {
      end(refresh, InstanceRefreshStatus.CANCELLED, Optional.of("The group is deleted."));
      return;
    }
    int unsettled = unsettled(refresh, now);
    refresh.progress(unsettled, now);
    if (refresh.status() == InstanceRefreshStatus.PENDING) {
      refresh.status(InstanceRefreshStatus.IN_PROGRESS);
    } else if (refresh.status() == InstanceRefreshStatus.CANCELLING) {
      if (unsettled <= 0) {
        cancelled(refresh);
      }
    } else if (refresh.status() == InstanceRefreshStatus.BAKING) {
      if (refresh.isBaked(now)) {
        succeed(refresh);
      }
    } else if (runs(group)) {
      goOn(refresh, unsettled, now);
    }
  }

  private static boolean runs(ScalingGroup group) {
    return group.runs(ScalingProcess.INSTANCE_REFRESH)
        && group.runs(ScalingProcess.LAUNCH)
        && group.runs(ScalingProcess.TERMINATE);
  }

  /** How many of the desired capacity are missing, not in service, or not warm yet. */
  private static int unsettled(Refresh refresh, Instant now) {
    ScalingGroup group = refresh.group();
    long settled =
        group
            .counted()
            .filter(Member::inService)
            .filter(each -> refresh.remains(each) || each.servedFor(refresh.plan().warmup(), now))
            .count();
    return group.desired() - (int) settled;
  }

  private void goOn(Refresh refresh, int unsettled, Instant now) {
    int room =
        Math.min(
            refresh.plan().mayBeOut(refresh.group().desired()) - unsettled,
            refresh.untilCheckpoint(now));
    for (String id : refresh.remaining()) {
      Optional<Member> member =
          refresh.group().member(id).filter(each -> !each.lifecycle().isLeaving());
      if (member.isEmpty()) {
        refresh.replaced(id);
      } else if (room > 0 && mayGo(refresh, member.get())) {
        replacements.renew(refresh.group(), member.get(), Causes.refreshed(now, member.get().id()));
        refresh.replaced(id);
        room--;
      }
    }
    if (refresh.remaining().isEmpty() && unsettled(refresh, now) <= 0) {
      completed(refresh, now);
    } else if (refresh.idleFor(now).compareTo(PATIENCE) > 0) {
      fail(refresh, now);
    }
  }

  private static boolean mayGo(Refresh refresh, Member member) {
    if (member.lifecycle().word() == LifecycleState.STANDBY) {
      return refresh.plan().asked().standbyInstances() == StandbyInstances.TERMINATE;
    }
    return member.inService()
        && (!member.protectedFromScaleIn()
            || refresh.plan().asked().scaleInProtectedInstances()
                == ScaleInProtectedInstances.REFRESH);
  }

  private void completed(Refresh refresh, Instant now) {
    if (refresh.status() == InstanceRefreshStatus.ROLLBACK_IN_PROGRESS) {
      end(refresh, InstanceRefreshStatus.ROLLBACK_SUCCESSFUL, Optional.empty());
    } else if (refresh.plan().bake().isZero()) {
      succeed(refresh);
    } else {
      refresh.bake(now);
    }
  }

  private void succeed(Refresh refresh) {
    ScalingGroup group = refresh.group();
    refresh
        .plan()
        .template()
        .ifPresent(
            each -> group.settings(group.settings().toBuilder().launchTemplate(each).build()));
    end(refresh, InstanceRefreshStatus.SUCCESSFUL, Optional.empty());
  }

  private void fail(Refresh refresh, Instant now) {
    String why = "No instance became ready within an hour.";
    if (refresh.status() == InstanceRefreshStatus.ROLLBACK_IN_PROGRESS) {
      end(refresh, InstanceRefreshStatus.ROLLBACK_FAILED, Optional.of(why));
    } else if (Boolean.TRUE.equals(refresh.plan().asked().autoRollback())) {
      rollBack(refresh, why, now);
    } else {
      end(refresh, InstanceRefreshStatus.FAILED, Optional.of(why));
    }
  }

  /** Replaces again what a refresh has launched, from what the group launched from before. */
  void rollBack(Refresh refresh, String why, Instant now) {
    ScalingGroup group = refresh.group();
    List<String> launched =
        group
            .counted()
            .filter(each -> !refresh.remains(each))
            .filter(each -> each.template().equals(refresh.plan().template()))
            .map(Member::id)
            .toList();
    group.launchFrom(Optional.empty());
    refresh.rollBack(why, launched, now);
  }

  /** Ends a refresh that a user does not want any longer. */
  void cancelled(Refresh refresh) {
    end(refresh, InstanceRefreshStatus.CANCELLED, Optional.of("Cancelled by a user request."));
  }

  private void end(Refresh refresh, InstanceRefreshStatus last, Optional<String> why) {
    refresh.group().launchFrom(Optional.empty());
    refresh.end(last, why.orElse(null), world.kernel().now());
  }

  /**
   * The instances that a refresh would replace.
   *
   * @param matching what those are launched from that stay; empty where all are replaced
   */
  static Collection<String> wanted(
      ScalingGroup group, RefreshPlan plan, Optional<LaunchTemplateSpecification> matching) {
    boolean skipsStandby = plan.asked().standbyInstances() == StandbyInstances.IGNORE;
    boolean skipsProtected =
        plan.asked().scaleInProtectedInstances() == ScaleInProtectedInstances.IGNORE;
    return group.members().stream()
        .filter(each -> !each.lifecycle().isLeaving())
        .filter(each -> each.lifecycle().counts() || !skipsStandby)
        .filter(each -> !skipsProtected || !each.protectedFromScaleIn())
        .filter(each -> matching.isEmpty() || !matching.equals(each.template()))
        .map(Member::id)
        .toList();
  }
}
