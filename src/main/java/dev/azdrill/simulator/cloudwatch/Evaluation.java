package dev.azdrill.simulator.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * What a row of data points means to an alarm: M breaching ones out of N raise it. A pure function.
 *
 * <p>CloudWatch looks at more points than N (the evaluation range), so that a point that is late
 * does not count as missing. Source: Amazon CloudWatch User Guide, "Configuring how CloudWatch
 * alarms treat missing data".
 *
 * @param n how many of the latest data points count
 * @param m how many of them must breach
 * @param missing what a missing data point counts as
 */
record Evaluation(int n, int m, ComparisonOperator operator, double threshold, Missing missing) {
  /** How many points CloudWatch looks at beyond N. */
  private static final int MORE = 2;

  /** What a missing data point counts as. */
  enum Missing {
    MISSING("missing"),
    IGNORE("ignore"),
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String word;

    Missing(String word) {
      this.word = word;
    }

    static Missing of(String word) {
      for (Missing missing : values()) {
        if (missing.word.equals(word)) {
          return missing;
        }
      }
      throw CloudWatchErrors.treatMissingDataInvalid(word);
    }
  }

  /** The verdict: the state to be in and why, in CloudWatch's words. */
  record Verdict(StateValue state, String reason) {}

  /** How many periods must be looked at. */
  int range() {
    return n + MORE;
  }

  /**
   * The state that an alarm should be in.
   *
   * @param points of the evaluation range, latest first; empty where a period has none
   * @param present the state it is in, kept where the points do not tell
   */
  Verdict of(List<OptionalDouble> points, StateValue present) {
    List<Double> real = new ArrayList<>();
    int breaching = 0;
    int oldestBreach = 0;
    for (int age = 1; age <= points.size() && real.size() < n; age++) {
      OptionalDouble point = points.get(age - 1);
      if (point.isPresent()) {
        real.add(point.getAsDouble());
        if (breaches(point.getAsDouble())) {
          breaching++;
          oldestBreach = age;
        }
      }
    }
    int absent = n - real.size();
    if (real.isEmpty()) {
      return new Verdict(withoutData(present), "no datapoints were received for " + n + " periods");
    }
    String seen = reason(real, breaching);
    boolean assumed = missing == Missing.BREACHING && breaching + absent >= m;
    if (breaching >= m || assumed) {
      return new Verdict(StateValue.ALARM, seen);
    }
    if (absent == 0 || missing == Missing.NOT_BREACHING || breaching < real.size()) {
      return new Verdict(StateValue.OK, seen);
    }
    // All that is there breaches, but it is too little: only age makes it an alarm, else a metric's
    // first point would raise it.
    boolean lasting = missing == Missing.MISSING && oldestBreach >= m;
    return new Verdict(lasting ? StateValue.ALARM : present, seen);
  }

  private StateValue withoutData(StateValue present) {
    return switch (missing) {
      case MISSING -> StateValue.INSUFFICIENT_DATA;
      case IGNORE -> present;
      case BREACHING -> StateValue.ALARM;
      case NOT_BREACHING -> StateValue.OK;
    };
  }

  private boolean breaches(double value) {
    return switch (operator) {
      case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
      case GREATER_THAN_THRESHOLD -> value > threshold;
      case LESS_THAN_THRESHOLD -> value < threshold;
      case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
      case LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD,
          LESS_THAN_LOWER_THRESHOLD,
          GREATER_THAN_UPPER_THRESHOLD ->
          throw CloudWatchErrors.anomalyDetectionNotSimulated();
      case UNKNOWN_TO_SDK_VERSION ->
          throw CloudWatchErrors.comparisonOperatorUnknown(ComparisonOperator.knownValues());
    };
  }

  private String reason(List<Double> real, int breaching) {
    return "Threshold Crossed: "
        + breaching
        + " out of the last "
        + n
        + " datapoints "
        + real
        + (breaching >= m ? " was " : " was not ")
        + operator.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace(" threshold", "")
        + " the threshold ("
        + threshold
        + ") (minimum "
        + m
        + (m == 1 ? " datapoint" : " datapoints")
        + " for "
        + (breaching >= m ? "OK -> ALARM" : "ALARM -> OK")
        + " transition).";
  }
}
