package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.fis.model.FisException;

/** How FIS refuses a call: its code and its words. */
final class FisRefusal {
  private FisRefusal() {}

  /** {@code 400 ValidationException: ...}, or that the call was not refused. */
  static String of(ThrowingCallable call) {
    FisException refusal = catchThrowableOfType(FisException.class, call);
    return refusal == null
        ? "accepted"
        : refusal.statusCode()
            + " "
            + refusal.awsErrorDetails().errorCode()
            + ": "
            + refusal.awsErrorDetails().errorMessage();
  }
}
