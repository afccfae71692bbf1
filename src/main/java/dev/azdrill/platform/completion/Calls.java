package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Calls to the foreign AWS API: what it refuses, the ports refuse in the same words. */
final class Calls {
  private Calls() {}

  /**
   * @throws AwsError the refusal, or {@code ServiceUnavailable} when nobody answers
   */
  static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException refusal) {
      AwsErrorDetails details = refusal.awsErrorDetails();
      String message = details == null ? refusal.getMessage() : details.errorMessage();
      throw CompletionErrors.refused(code(refusal), refusal.statusCode(), String.valueOf(message));
    } catch (SdkClientException silent) {
      throw CompletionErrors.serviceUnavailable(silent.getMessage());
    }
  }

  /** The first of what a call finds; empty when what it asks for does not exist. */
  static <T> Optional<T> find(Supplier<List<T>> call) {
    try {
      return ask(call).stream().findFirst();
    } catch (AwsError refusal) {
      if (isGone(refusal)) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** Does something to what may be gone already; then there is nothing to do. */
  static void unlessGone(Runnable call) {
    try {
      ask(
          () -> {
            call.run();
            return true;
          });
    } catch (AwsError refusal) {
      if (!isGone(refusal)) {
        throw refusal;
      }
    }
  }

  /** Whether a refusal says that something does not exist (any more). */
  static boolean isGone(AwsError refusal) {
    return refusal.code().contains("NotFound") || refusal.code().endsWith(".Malformed");
  }

  private static String code(AwsServiceException refusal) {
    AwsErrorDetails details = refusal.awsErrorDetails();
    return details == null || details.errorCode() == null ? "InternalFailure" : details.errorCode();
  }
}
