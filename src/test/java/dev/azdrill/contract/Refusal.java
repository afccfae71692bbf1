package dev.azdrill.contract;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS says when it refuses. */
final class Refusal {
  private Refusal() {}

  /** The code of the refusal that this call must get. */
  static String of(Supplier<?> call) {
    Object answer;
    try {
      answer = call.get();
    } catch (AwsServiceException refusal) {
      return code(refusal);
    }
    throw new AssertionError("expected a refusal, saw " + answer);
  }

  /** The code of the refusal that this call may get. */
  static Optional<String> ifAny(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (AwsServiceException refusal) {
      return Optional.of(code(refusal));
    }
  }

  /** The code and the words of a refusal; empty text when there was none. */
  static String attempt(Runnable call) {
    try {
      call.run();
      return "";
    } catch (AwsServiceException refusal) {
      return code(refusal) + ": " + refusal.getMessage();
    }
  }

  /** The code of a refusal, never null. */
  private static String code(AwsServiceException refusal) {
    return refusal.awsErrorDetails() == null
        ? "status " + refusal.statusCode()
        : String.valueOf(refusal.awsErrorDetails().errorCode());
  }
}
