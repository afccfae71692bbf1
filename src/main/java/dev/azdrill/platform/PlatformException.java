package dev.azdrill.platform;

import org.jspecify.annotations.Nullable;

/**
 * A platform cannot be had, or can no longer be had. The message is one sentence that says what to
 * do.
 */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlatformException(String message) {
    super(message);
  }

  public PlatformException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The sentence: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
