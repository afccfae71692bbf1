package dev.azdrill.session;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call that was not sent, because nobody answers at the endpoint any more. Nothing is gained by
 * repeating it, so the SDK does not; it hides this in an exception of its own.
 */
public final class SilentEndpoint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SilentEndpoint(String message) {
    super(message);
  }

  /**
   * As the SDK lets it through.
   *
   * @param why a clause: {@code nobody answers at http://127.0.0.1:4566 any more}
   */
  public static SdkClientException of(String why) {
    return SdkClientException.create(why, new SilentEndpoint(why));
  }

  /** Whether this is what the SDK tells of one. */
  public static boolean isBehind(SdkException e) {
    return HiddenCause.isBehind(e, SilentEndpoint.class);
  }
}
