package dev.azdrill.simulator.autoscaling;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;

/**
 * What simple and step scaling make of a capacity. Source: Amazon EC2 Auto Scaling User Guide,
 * "Step and simple scaling policies".
 */
enum Adjustment {
  CHANGE("ChangeInCapacity") {
    @Override
    int apply(int capacity, int by, @Nullable Integer magnitude) {
      return capacity + by;
    }
  },
  EXACT("ExactCapacity") {
    @Override
    int apply(int capacity, int by, @Nullable Integer magnitude) {
      return by;
    }
  },
  PERCENT("PercentChangeInCapacity") {
    @Override
    int apply(int capacity, int by, @Nullable Integer magnitude) {
      double exact = capacity * by / 100.0;
      int change = Math.abs(exact) < 1 ? (int) Math.signum(exact) : (int) exact;
      int least = magnitude == null ? 0 : magnitude;
      return capacity + (Math.abs(change) < least ? Integer.signum(by) * least : change);
    }
  };

  private final String word;

  Adjustment(String word) {
    this.word = word;
  }

  /** AWS's word for it. */
  String word() {
    return word;
  }

  static Adjustment of(@Nullable String word) {
    for (Adjustment adjustment : values()) {
      if (adjustment.word.equals(word)) {
        return adjustment;
      }
    }
    throw ScalingPolicyErrors.adjustmentTypeInvalid(word);
  }

  /**
   * How a policy adjusts.
   *
   * @throws dev.azdrill.simulator.world.AwsError for a least change of what is no percentage
   */
  static Adjustment of(PutScalingPolicyRequest request) {
    Adjustment adjustment = of(request.adjustmentType());
    if (adjustment != PERCENT && request.minAdjustmentMagnitude() != null) {
      throw ScalingPolicyErrors.minAdjustmentMagnitudeWithoutPercentage();
    }
    return adjustment;
  }

  /**
   * Refuses intervals that overlap, leave a gap or end where the metric may go on. Source: Auto
   * Scaling API Reference, "StepAdjustment".
   */
  static void check(List<StepAdjustment> steps) {
    List<StepAdjustment> sorted =
        steps.stream().sorted(Comparator.comparingDouble(Adjustment::lower)).toList();
    for (int i = 0; i < sorted.size(); i++) {
      double lower = lower(sorted.get(i));
      double upper = upper(sorted.get(i));
      if (Double.isInfinite(lower) && Double.isInfinite(upper)) {
        throw ScalingPolicyErrors.stepAdjustmentsInvalid("a step has neither of its bounds.");
      }
      if (lower >= upper) {
        throw ScalingPolicyErrors.stepAdjustmentsInvalid("a lower bound is not below its upper.");
      }
      if (i > 0 && upper(sorted.get(i - 1)) != lower) {
        throw ScalingPolicyErrors.stepAdjustmentsInvalid("intervals overlap or leave a gap.");
      }
    }
    if (Double.isFinite(lower(sorted.get(0))) && lower(sorted.get(0)) < 0) {
      throw ScalingPolicyErrors.stepAdjustmentsInvalid(
          "with a negative lower bound, one step has no lower bound.");
    }
    double last = upper(sorted.get(sorted.size() - 1));
    if (Double.isFinite(last) && last > 0) {
      throw ScalingPolicyErrors.stepAdjustmentsInvalid(
          "with a positive upper bound, one step has no upper bound.");
    }
  }

  private static double lower(StepAdjustment step) {
    Double bound = step.metricIntervalLowerBound();
    return bound == null ? Double.NEGATIVE_INFINITY : bound;
  }

  private static double upper(StepAdjustment step) {
    Double bound = step.metricIntervalUpperBound();
    return bound == null ? Double.POSITIVE_INFINITY : bound;
  }

  /** The capacity after an adjustment, before the group's bounds. */
  abstract int apply(int capacity, int by, @Nullable Integer magnitude);

  /**
   * What the step says whose interval holds a breach; the lower bound belongs to it above the
   * threshold, the upper one below.
   *
   * @param breach the metric's value less the alarm's threshold
   */
  static Optional<Integer> step(List<StepAdjustment> steps, double breach) {
    for (StepAdjustment step : steps) {
      double lower = or(step.metricIntervalLowerBound(), Double.NEGATIVE_INFINITY);
      double upper = or(step.metricIntervalUpperBound(), Double.POSITIVE_INFINITY);
      boolean holds =
          breach >= 0 ? lower <= breach && breach < upper : lower < breach && breach <= upper;
      if (holds) {
        return Optional.of(step.scalingAdjustment());
      }
    }
    return Optional.empty();
  }

  private static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }
}
