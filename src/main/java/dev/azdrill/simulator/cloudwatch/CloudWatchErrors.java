package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;

/** How CloudWatch refuses. Source: Amazon CloudWatch API Reference, each operation's "Errors". */
final class CloudWatchErrors {
  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private CloudWatchErrors() {}

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of("InvalidParameterValue", message);
  }

  private static AwsError invalidParameterCombination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  private static AwsError validationError(String message) {
    return AwsError.of("ValidationError", message);
  }

  private static AwsError missingParameter(String message) {
    return AwsError.of("MissingParameter", message);
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  private static AwsError notSimulated(String what) {
    return invalidParameterValue("The simulator does not evaluate " + what);
  }

  static AwsError alarmNotFound(String name) {
    return new AwsError("ResourceNotFound", 404, "Unknown alarm: " + name);
  }

  static AwsError resourceNotFound(String arn) {
    return new AwsError("ResourceNotFoundException", 404, "Unknown resource: " + arn);
  }

  // Alarms

  static AwsError metricMathInAlarmsNotSimulated() {
    return notSimulated("metric math: name one metric instead of Metrics");
  }

  static AwsError percentilesNotSimulated() {
    return notSimulated("percentiles");
  }

  static AwsError metricOfAlarmMissing() {
    return missingParameter("The parameters Namespace and MetricName are required.");
  }

  static AwsError statisticMissing() {
    return missingParameter("The parameter Statistic is required.");
  }

  static AwsError comparisonOperatorInvalid() {
    return invalidParameterValue("The value for parameter ComparisonOperator is invalid.");
  }

  /**
   * @param valid the operators that CloudWatch knows
   */
  static AwsError comparisonOperatorUnknown(Collection<ComparisonOperator> valid) {
    return invalidParameterValue(
        "The value for parameter ComparisonOperator is invalid, must be one of " + valid);
  }

  static AwsError anomalyDetectionNotSimulated() {
    return notSimulated("anomaly detection");
  }

  static AwsError treatMissingDataInvalid(String word) {
    return invalidParameterValue(
        "The value " + word + " for parameter TreatMissingData is invalid.");
  }

  static AwsError periodOrThresholdMissing() {
    return missingParameter("The parameters Period and Threshold are required.");
  }

  static AwsError periodOfAlarmInvalid(int period) {
    return validationError(
        "The value " + period + " for parameter Period must be 10, 20, 30 or a multiple of 60.");
  }

  static AwsError datapointsToAlarmInvalid(@Nullable Integer datapoints, int periods) {
    return validationError(
        "DatapointsToAlarm must be from 1 to EvaluationPeriods, saw "
            + datapoints
            + " of "
            + periods
            + ".");
  }

  static AwsError evaluationTooLong() {
    return validationError(
        "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <="
            + " 86400), or a week for periods of at least an hour.");
  }

  static AwsError actionNotAnArn(String action) {
    return validationError("Invalid arn syntax: " + action);
  }

  static AwsError namesAndPrefix() {
    return invalidParameterCombination(
        "The parameters AlarmNames and AlarmNamePrefix are mutually exclusive and you have"
            + " specified both.");
  }

  static AwsError stateValueInvalid(String value) {
    return invalidParameterValue("The value " + value + " for parameter StateValue is invalid.");
  }

  static AwsError tooManyTags(int max, int wanted) {
    return invalidParameterValue(
        "An alarm can have at most " + max + " tags; it would have " + wanted);
  }

  // Metrics

  static AwsError namespaceReserved() {
    return invalidParameterValue("The value AWS/ for parameter Namespace is invalid.");
  }

  static AwsError timestampOutOfBounds() {
    return invalidParameterValue(
        "The parameter MetricData.member.N.Timestamp must specify a time no more than two weeks"
            + " in the past and two hours in the future.");
  }

  static AwsError valueMissing() {
    return missingParameter(
        "At least one of the parameters MetricData.member.N.Value, .Values or .StatisticValues"
            + " must be specified.");
  }

  static AwsError valuesBothWays(String one, String other) {
    return invalidParameterCombination(
        "The parameters MetricData.member.N."
            + one
            + " and MetricData.member.N."
            + other
            + " are mutually exclusive and you have specified both.");
  }

  static AwsError valuesAndCountsMismatch() {
    return invalidParameterValue(
        "The parameters MetricData.member.N.Values and MetricData.member.N.Counts must be of the"
            + " same size.");
  }

  static AwsError valueInvalid(double value) {
    return invalidParameterValue(
        "The value " + value + " for parameter MetricData.member.N.Value is invalid.");
  }

  static AwsError statisticsMissing() {
    return missingParameter(
        "Must specify either the parameter Statistics or the parameter ExtendedStatistics");
  }

  static AwsError statisticInvalid() {
    return invalidParameterValue("The statistic is invalid.");
  }

  static AwsError queryIdInvalid(int number, String id, String pattern) {
    return validationError(
        "The value "
            + id
            + " for parameter MetricDataQueries.member."
            + number
            + ".Id is not matching the expected pattern "
            + pattern);
  }

  static AwsError queryIdRepeated() {
    return validationError("The values for parameter id in MetricDataQueries are not unique.");
  }

  static AwsError metricMathNotSimulated() {
    return notSimulated("metric math: give each of MetricDataQueries a MetricStat");
  }

  static AwsError statisticNotSimulated(String name) {
    return notSimulated("the statistic " + name);
  }

  static AwsError startNotBeforeEnd() {
    return invalidParameterValue(
        "The parameter StartTime must be less than the parameter EndTime.");
  }

  static AwsError periodInvalid() {
    return invalidParameterValue(
        "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
  }

  static AwsError tooManyDatapoints() {
    return invalidParameterCombination(
        "You have requested more datapoints than the limit. You may reduce the datapoints"
            + " requested by increasing Period, or decreasing the time range.");
  }
}
