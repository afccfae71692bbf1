package dev.azdrill.simulator.autoscaling;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
