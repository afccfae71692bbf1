package dev.azdrill.simulator.acm;

import dev.azdrill.simulator.world.AwsError;

/** How Certificate Manager refuses. Source: ACM API Reference, the errors of each action. */
final class AcmErrors {
  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = "InvalidArgsException";

  private AcmErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of("ValidationException", message);
  }

  static AwsError invalidArn(String arn) {
    return AwsError.of("InvalidArnException", "The certificate ARN '" + arn + "' is not valid.");
  }

  static AwsError certificateNotFound(String arn, String account) {
    return AwsError.of(
        "ResourceNotFoundException",
        "Could not find certificate " + arn + " in account " + account + ".");
  }

  static AwsError certificateInUse(String arn, String account) {
    return AwsError.of(
        "ResourceInUseException", "Certificate " + arn + " in account " + account + " is in use.");
  }

  static AwsError tagLimitExceeded() {
    return AwsError.of(
        "TooManyTagsException", "The maximum number of tags on a certificate is 50.");
  }

  static AwsError tooManyNames(int max) {
    return AwsError.of(
        "LimitExceededException", "A certificate can have at most " + max + " domain names.");
  }

  static AwsError domainNameInvalid(String name) {
    return validationError(
        "1 validation error detected: Value '"
            + name
            + "' at 'domainName' failed to satisfy constraint: Member must be a domain name");
  }
}
