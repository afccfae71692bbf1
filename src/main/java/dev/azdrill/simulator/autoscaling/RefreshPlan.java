package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.DesiredConfiguration;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.RefreshPreferences;
import software.amazon.awssdk.services.autoscaling.model.ScaleInProtectedInstances;
import software.amazon.awssdk.services.autoscaling.model.StandbyInstances;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;

/**
 * What an instance refresh was asked for, checked, with AWS's defaults.
 *
 * <p>Source: Amazon EC2 Auto Scaling API Reference, "RefreshPreferences" and
 * "DesiredConfiguration".
 *
 * @param minHealthyPercent of the desired capacity, from 0 to 100
 * @param warmup how long a new instance is in service before it counts
 * @param checkpoints percentages of the instances, ascending; empty for none
 * @param checkpointDelay how long it waits at each of them
 * @param bake how long it waits before it is successful
 * @param template what the group launches from afterwards; empty where that stays as it is
 * @param asked as descriptions show it
 */
record RefreshPlan(
    int minHealthyPercent,
    Duration warmup,
    List<Integer> checkpoints,
    Duration checkpointDelay,
    Duration bake,
    Optional<LaunchTemplateSpecification> template,
    RefreshPreferences asked) {
  private static final int MIN_HEALTHY_PERCENT = 90;
  private static final int CHECKPOINT_DELAY_SECONDS = 3600;
  private static final int PERCENT = 100;

  RefreshPlan {
    checkpoints = List.copyOf(checkpoints);
  }

  /**
   * @throws dev.azdrill.simulator.world.AwsError for what AWS refuses
   */
  static RefreshPlan of(
      StartInstanceRefreshRequest request, ScalingGroup group, GroupSettings settings) {
    RefreshPreferences asked =
        request.preferences() == null
            ? RefreshPreferences.builder().build()
            : request.preferences();
    Optional<LaunchTemplateSpecification> template =
        Optional.ofNullable(request.desiredConfiguration())
            .map(DesiredConfiguration::launchTemplate)
            .map(settings::resolved);
    if (template.isPresent() && group.mixedInstances().isPresent()) {
      throw AutoScalingErrors.refreshOfMixedInstancesNotSimulated();
    }
    if (Boolean.TRUE.equals(asked.autoRollback())) {
      requireRevertible(group, template);
    }
    int min = or(asked.minHealthyPercentage(), MIN_HEALTHY_PERCENT);
    if (min < 0 || min > PERCENT) {
      throw AutoScalingErrors.minHealthyPercentageOutOfBounds(min);
    }
    requireAscending(asked.checkpointPercentages());
    RefreshPreferences shown =
        asked.toBuilder()
            .minHealthyPercentage(min)
            .instanceWarmup(or(asked.instanceWarmup(), warmupOf(group)))
            .skipMatching(Boolean.TRUE.equals(asked.skipMatching()))
            .autoRollback(Boolean.TRUE.equals(asked.autoRollback()))
            .scaleInProtectedInstances(
                asked.scaleInProtectedInstances() == null
                    ? ScaleInProtectedInstances.WAIT
                    : asked.scaleInProtectedInstances())
            .standbyInstances(
                asked.standbyInstances() == null ? StandbyInstances.WAIT : asked.standbyInstances())
            .build();
    return new RefreshPlan(
        min,
        Duration.ofSeconds(shown.instanceWarmup()),
        asked.checkpointPercentages(),
        Duration.ofSeconds(or(asked.checkpointDelay(), CHECKPOINT_DELAY_SECONDS)),
        Duration.ofSeconds(or(asked.bakeTime(), 0)),
        template,
        shown);
  }

  /** A rollback needs a version to go back to, and one to come from, that stay what they are. */
  private static void requireRevertible(
      ScalingGroup group, Optional<LaunchTemplateSpecification> template) {
    if (template.isEmpty()) {
      throw AutoScalingErrors.rollbackWithoutDesiredConfiguration();
    }
    requireNumbered(template.get());
    requireNumbered(group.settledTemplate());
  }

  private static boolean isMoving(LaunchTemplateSpecification template) {
    return template.version().startsWith("$");
  }

  /** Whether there is a version to go back to, and one to come from, that stay what they are. */
  boolean isRevertible(ScalingGroup group) {
    return template.filter(each -> !isMoving(each)).isPresent()
        && !isMoving(group.settledTemplate());
  }

  private static void requireNumbered(LaunchTemplateSpecification template) {
    if (isMoving(template)) {
      throw AutoScalingErrors.rollbackOfMovingVersion(template.version());
    }
  }

  private static void requireAscending(List<Integer> checkpoints) {
    int before = 0;
    for (int each : checkpoints) {
      if (each <= before || each > PERCENT) {
        throw AutoScalingErrors.checkpointsNotAscending(checkpoints);
      }
      before = each;
    }
  }

  private static int warmupOf(ScalingGroup group) {
    Integer seconds = group.settings().defaultInstanceWarmup();
    return seconds == null || seconds < 0 ? group.settings().healthCheckGracePeriod() : seconds;
  }

  private static int or(Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  /** How many of the desired capacity may be missing or warming up at once; at least one. */
  int mayBeOut(int desired) {
    int mustServe = (desired * minHealthyPercent + PERCENT - 1) / PERCENT;
    return Math.max(1, desired - mustServe);
  }
}
