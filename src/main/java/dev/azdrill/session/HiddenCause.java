package dev.azdrill.session;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK hides in an exception of its own. */
final class HiddenCause {
  private HiddenCause() {}

  /** Whether one of this type is behind what the SDK tells. */
  static boolean isBehind(SdkException told, Class<? extends Throwable> type) {
    Optional<Throwable> cause = Optional.ofNullable(told.getCause());
    while (cause.isPresent() && !type.isInstance(cause.get())) {
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return cause.isPresent();
  }
}
