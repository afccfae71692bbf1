package dev.azdrill.fault;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The codes of AWS's refusals. */
final class AwsCodes {
  private AwsCodes() {}

  /** Whether AWS refused with this code. */
  static boolean is(AwsServiceException refusal, String code) {
    return code.equals(of(refusal));
  }

  /** Whether AWS refused because there is no resource of the id that was given. */
  static boolean isNotFound(AwsServiceException refusal) {
    return of(refusal).endsWith(".NotFound");
  }

  /** The code; empty text when the reply had none. */
  private static String of(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse("");
  }
}
