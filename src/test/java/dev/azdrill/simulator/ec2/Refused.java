package dev.azdrill.simulator.ec2;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** How EC2 refuses a call: what a test wants to know of an exception. */
public final class Refused {
  private Refused() {}

  /** The error code of a refusal, or a word that no code is when the call was not refused. */
  public static String refused(ThrowingCallable call) {
    Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, call);
    return refusal == null ? "accepted" : refusal.awsErrorDetails().errorCode();
  }

  /** Its message. */
  public static String words(ThrowingCallable call) {
    Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, call);
    return refusal == null ? "accepted" : refusal.awsErrorDetails().errorMessage();
  }
}
