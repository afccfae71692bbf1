package dev.azdrill.platform.completion;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Calls to the foreign AWS API: what it refuses, the ports refuse in the same words. None is made
 * under the writer's lock where the foreign API lives elsewhere: whoever holds it gives it back
 * until there is an answer.
 */
final class Calls {
  private final Kernel kernel;
  private final Acts acts;

  /**
   * @param acts how the foreign API is called
   */
  Calls(Kernel kernel, Acts acts) {
    this.kernel = kernel;
    this.acts = acts;
  }

  /** Whether the caller may wait for an answer: an event takes no time. */
  boolean mayAsk() {
    return !acts.areApart() || !(kernel.isWriting() && kernel.isHappening());
  }

  private <T> T answer(Supplier<T> call) {
    if (!acts.areApart()) {
      return call.get();
    }
    if (!mayAsk()) {
      throw CompletionErrors.askedByAnEvent();
    }
    return kernel.apart(call);
  }

  /**
   * @throws AwsError the refusal, or {@code ServiceUnavailable} when nobody answers
   */
  <T> T ask(Supplier<T> call) {
    try {
      return answer(call);
    } catch (AwsServiceException refusal) {
      AwsErrorDetails details = refusal.awsErrorDetails();
      String message = details == null ? refusal.getMessage() : details.errorMessage();
      throw CompletionErrors.refused(code(refusal), refusal.statusCode(), String.valueOf(message));
    } catch (SdkClientException silent) {
      throw CompletionErrors.serviceUnavailable(silent.getMessage());
    }
  }

  /** The first of what a call finds; empty when what it asks for does not exist. */
  <T> Optional<T> find(Supplier<List<T>> call) {
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
  void unlessGone(Runnable call) {
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
