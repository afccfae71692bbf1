package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.world.AwsError;

/** How CloudWatch refuses. Source: Amazon CloudWatch API Reference, each operation's "Errors". */
final class CloudWatchErrors {
  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private CloudWatchErrors() {}

  static AwsError invalidParameterValue(String message) {
    return AwsError.of("InvalidParameterValue", message);
  }

  static AwsError invalidParameterCombination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  static AwsError missingParameter(String message) {
    return AwsError.of("MissingParameter", message);
  }

  static AwsError alarmNotFound(String name) {
    return new AwsError("ResourceNotFound", 404, "Unknown alarm: " + name);
  }

  static AwsError resourceNotFound(String arn) {
    return new AwsError("ResourceNotFoundException", 404, "Unknown resource: " + arn);
  }

  /** What AWS can do and this region cannot; better a refusal than a silent wrong answer. */
  static AwsError notSimulated(String what) {
    return invalidParameterValue("The simulator does not evaluate " + what);
  }
}
