package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.DesiredConfiguration;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.RefreshStrategy;
import software.amazon.awssdk.services.autoscaling.model.RollbackDetails;

/** One instance refresh of a group: what is left to replace, and how far it is. */
final class Refresh {
  private static final int PERCENT = 100;

  private final String id;
  private final ScalingGroup group;
  private final RefreshPlan plan;
  private final Instant began;
  private final Set<String> remaining = new LinkedHashSet<>();
  private InstanceRefreshStatus status = InstanceRefreshStatus.PENDING;
  private Optional<String> reason = Optional.empty();
  private Optional<RollbackDetails> rollback = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private Optional<Instant> checkpointReached = Optional.empty();
  private int checkpoint;
  private int total;
  private int done;
  private Instant progressed;
  private Instant bakesFrom;

  /**
   * A refresh that has not begun.
   *
   * @param wanted the ids of the instances that are to be replaced
   */
  Refresh(String id, ScalingGroup group, RefreshPlan plan, Collection<String> wanted, Instant now) {
    this.id = id;
    this.group = group;
    this.plan = plan;
    this.began = now;
    this.progressed = now;
    this.bakesFrom = now;
    this.remaining.addAll(wanted);
    this.total = remaining.size();
  }

  String id() {
    return id;
  }

  ScalingGroup group() {
    return group;
  }

  RefreshPlan plan() {
    return plan;
  }

  InstanceRefreshStatus status() {
    return status;
  }

  boolean isActive() {
    return ended.isEmpty();
  }

  /** Whether it replaces instances now, on its way there or back. */
  boolean isReplacing() {
    return status == InstanceRefreshStatus.IN_PROGRESS
        || status == InstanceRefreshStatus.ROLLBACK_IN_PROGRESS;
  }

  void status(InstanceRefreshStatus next) {
    status = next;
    group.changed();
  }

  void end(InstanceRefreshStatus last, @Nullable String why, Instant now) {
    status(last);
    reason = Optional.ofNullable(why);
    ended = Optional.of(now);
  }

  void bake(Instant now) {
    bakesFrom = now;
    status(InstanceRefreshStatus.BAKING);
  }

  boolean isBaked(Instant now) {
    return !now.isBefore(bakesFrom.plus(plan.bake()));
  }

  /** The instances that are still to be replaced, in the order in which they joined. */
  List<String> remaining() {
    return new ArrayList<>(remaining);
  }

  boolean remains(Member member) {
    return remaining.contains(member.id());
  }

  /** It is replaced, or somebody else took it out. */
  void replaced(String instanceId) {
    remaining.remove(instanceId);
  }

  /** How many instances more may be taken before it waits at its next checkpoint. */
  int untilCheckpoint(Instant now) {
    List<Integer> all = plan.checkpoints();
    while (checkpoint < all.size()) {
      int limit = (total * all.get(checkpoint) + PERCENT - 1) / PERCENT;
      if (done < limit) {
        return limit - (total - remaining.size());
      }
      if (checkpointReached.isEmpty()) {
        checkpointReached = Optional.of(now);
      }
      boolean isLast = checkpoint == all.size() - 1;
      if (!isLast && now.isBefore(checkpointReached.get().plus(plan.checkpointDelay()))) {
        progressed = now;
        return 0;
      }
      checkpoint++;
      checkpointReached = Optional.empty();
      if (isLast) {
        remaining.clear();
      }
    }
    return remaining.size();
  }

  /**
   * How many are replaced and warm by now.
   *
   * @param unsettled how many of the desired capacity are missing or warming up
   */
  void progress(int unsettled, Instant now) {
    int settled = Math.max(0, total - remaining.size() - unsettled);
    if (settled > done) {
      done = settled;
      progressed = now;
      group.changed();
    }
  }

  /** For how long nothing has become ready. */
  Duration idleFor(Instant now) {
    return Duration.between(progressed, now);
  }

  /** Turns round: what was replaced is to be replaced again. */
  void rollBack(String why, Collection<String> wanted, Instant now) {
    rollback =
        Optional.of(
            RollbackDetails.builder()
                .rollbackReason(why)
                .rollbackStartTime(now)
                .percentageCompleteOnRollback(percentage())
                .instancesToUpdateOnRollback(remaining.size())
                .build());
    remaining.clear();
    remaining.addAll(wanted);
    total = remaining.size();
    done = 0;
    checkpoint = plan.checkpoints().size();
    progressed = now;
    status(InstanceRefreshStatus.ROLLBACK_IN_PROGRESS);
  }

  private int percentage() {
    return total == 0 ? PERCENT : done * PERCENT / total;
  }

  /** As DescribeInstanceRefreshes shows it. */
  InstanceRefresh describe() {
    return InstanceRefresh.builder()
        .instanceRefreshId(id)
        .autoScalingGroupName(group.name())
        .status(status)
        .statusReason(reason.orElse(null))
        .startTime(began)
        .endTime(ended.orElse(null))
        .percentageComplete(percentage())
        .instancesToUpdate(total - done)
        .preferences(plan.asked())
        .desiredConfiguration(
            plan.template()
                .map(each -> DesiredConfiguration.builder().launchTemplate(each).build())
                .orElse(null))
        .rollbackDetails(rollback.orElse(null))
        .strategy(RefreshStrategy.ROLLING)
        .build();
  }
}
