package dev.azdrill.session;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call of which nobody knows whether it was carried out: AWS did not answer it, or with an
 * internal error. It is not repeated, because a second one could make a second thing: who made it
 * looks first. The SDK hides it in an exception of its own.
 */
public final class UnansweredCall extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnansweredCall(String message) {
    super(message);
  }

  /** As the SDK lets it through. */
  static SdkClientException of(String operation, String seen) {
    String message =
        "expected an answer to " + operation + ", saw " + seen + ": it may have been done";
    return SdkClientException.create(message, new UnansweredCall(message));
  }

  /** Whether this is what the SDK tells of one. */
  public static boolean isBehind(SdkException e) {
    return HiddenCause.isBehind(e, UnansweredCall.class);
  }
}
