package dev.azdrill.target;

import org.jspecify.annotations.Nullable;

/**
 * A target cannot be had, or can no longer be had. The message is one sentence that says what to
 * do.
 */
public final class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetException(String message) {
    super(message);
  }

  public TargetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The sentence: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
