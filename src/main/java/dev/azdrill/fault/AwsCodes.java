package dev.azdrill.fault;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The codes of AWS's refusals. */
final class AwsCodes {
  private AwsCodes() {}

  /** Whether AWS refused with this code. */
  static boolean is(AwsServiceException refusal, String code) {
    return of(refusal).filter(code::equals).isPresent();
  }

  /** Whether AWS refused because there is no resource of the id that was given. */
  static boolean isNotFound(AwsServiceException refusal) {
    return of(refusal).filter(code -> code.endsWith(".NotFound")).isPresent();
  }

  /** The code; empty when the reply had none. */
  private static Optional<String> of(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails()).map(AwsErrorDetails::errorCode);
  }
}
