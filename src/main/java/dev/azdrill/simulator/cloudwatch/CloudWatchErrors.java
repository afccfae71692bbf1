package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.world.AwsError;

/** How CloudWatch refuses. Source: Amazon CloudWatch API Reference, each operation's "Errors". */
final class CloudWatchErrors {
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private CloudWatchErrors() {}

  static AwsError invalid(String message) {
    return AwsError.of("InvalidParameterValue", message);
  }

  static AwsError combination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  static AwsError missing(String message) {
    return AwsError.of("MissingParameter", message);
  }

  static AwsError unknownAlarm(String name) {
    return new AwsError("ResourceNotFound", 404, "Unknown alarm: " + name);
  }

  static AwsError unknownResource(String arn) {
    return new AwsError("ResourceNotFoundException", 404, "Unknown resource: " + arn);
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  static AwsError notSimulated(String what) {
    return invalid("The simulator does not evaluate " + what);
  }
}
