package dev.azdrill.simulator.acm;

import dev.azdrill.simulator.world.AwsError;

/** How Certificate Manager refuses. Source: ACM API Reference, the errors of each action. */
final class AcmErrors {
  private AcmErrors() {}

  static AwsError validation(String message) {
    return AwsError.of("ValidationException", message);
  }

  static AwsError arn(String arn) {
    return AwsError.of("InvalidArnException", "The certificate ARN '" + arn + "' is not valid.");
  }

  static AwsError notFound(String arn, String account) {
    return AwsError.of(
        "ResourceNotFoundException",
        "Could not find certificate " + arn + " in account " + account + ".");
  }

  static AwsError inUse(String arn, String account) {
    return AwsError.of(
        "ResourceInUseException", "Certificate " + arn + " in account " + account + " is in use.");
  }

  static AwsError tooManyTags() {
    return AwsError.of(
        "TooManyTagsException", "The maximum number of tags on a certificate is 50.");
  }
}
