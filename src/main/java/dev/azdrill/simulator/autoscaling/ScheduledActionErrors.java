package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import java.time.Instant;

/**
 * How Auto Scaling refuses scheduled actions.
 *
 * <p>Source of the codes: Amazon EC2 Auto Scaling API Reference, "PutScheduledUpdateGroupAction"
 * and its neighbours; of the words, as far as they are known, answers that were published from real
 * accounts: a start in the past, a start that is taken, a name that is not found.
 */
final class ScheduledActionErrors {
  private ScheduledActionErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of("ValidationError", message);
  }

  static AwsError startInThePast() {
    return validationError("Given start time is in the past");
  }

  static AwsError endInThePast() {
    return validationError("Given end time is in the past");
  }

  static AwsError endBeforeStart(Instant end, Instant start) {
    return validationError("Given end time " + end + " must be after the start time " + start);
  }

  static AwsError startTaken() {
    return AwsError.of(
        "AlreadyExists", "Scheduled action with this scheduled start time already exists");
  }

  static AwsError timesDiffer() {
    return validationError(
        "Time and StartTime must be the same where both are given: leave Time out.");
  }

  static AwsError timeMissing() {
    return validationError("Either StartTime or Recurrence must be specified.");
  }

  static AwsError sizesMissing() {
    return validationError(
        "At least one of MinSize, MaxSize or DesiredCapacity must be specified.");
  }

  static AwsError sizeNegative() {
    return validationError("MinSize, MaxSize and DesiredCapacity must be zero or more.");
  }

  static AwsError minAboveMax(int min, int max) {
    return validationError(
        "Max bound, " + max + ", must be greater than or equal to min bound, " + min);
  }

  static AwsError desiredOutOfBounds(int desired) {
    return validationError(
        "Desired capacity:"
            + desired
            + " must be between the min size and the max size of the scheduled action");
  }

  static AwsError recurrenceInvalid(String recurrence) {
    return validationError("Given recurrence string: " + recurrence + " is invalid");
  }

  static AwsError timeZoneInvalid(String zone) {
    return validationError(
        "Given time zone: " + zone + " is not a name of the IANA Time Zone Database");
  }

  static AwsError notFound() {
    return validationError("Scheduled action name not found");
  }

  static AwsError groupNotFound(String group) {
    return validationError("Group " + group + " not found");
  }

  static AwsError tooManyAtOnce(int maximum) {
    return validationError(
        "The maximum number of scheduled actions in one request is " + maximum + ".");
  }

  static AwsError limitExceeded(int maximum) {
    return AwsError.of(
        "LimitExceeded",
        "The maximum number of scheduled actions of an Auto Scaling group is " + maximum + ".");
  }
}
