package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * How the ports onto a foreign EC2 refuse what that EC2 was not asked, or did not answer.
 *
 * <p>Source of the codes: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".
 */
final class CompletionErrors {
  private static final int UNAVAILABLE = 503;

  private CompletionErrors() {}

  /** The foreign EC2 refused: its own words. */
  static AwsError refused(String code, int status, String message) {
    return new AwsError(code, status, message);
  }

  /** Nobody answered; the reason is the SDK's. */
  static AwsError serviceUnavailable(@Nullable String reason) {
    return new AwsError(
        "ServiceUnavailable", UNAVAILABLE, "The completed AWS API does not answer: " + reason);
  }

  /** Who asks in an event would let time stand still; its answer is not to be had there. */
  static AwsError askedByAnEvent() {
    return serviceUnavailable("an event does not wait for it");
  }

  /** There every network interface has a security group, and so would be filtered. */
  static AwsError unguardedInterface() {
    return AwsError.of(
        "UnsupportedOperation",
        "A network load balancer on a completed AWS API must have security groups: EC2 there makes"
            + " no network interface without one");
  }

  static AwsError subnetNotFound(String id) {
    return AwsError.of("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
  }

  /**
   * @param template its id or its name
   */
  static AwsError versionNotFound(String version, String template) {
    return AwsError.of(
        "InvalidLaunchTemplateId.VersionNotFound",
        "Could not find the specified version "
            + version
            + " for the launch template "
            + template
            + ".");
  }

  static AwsError instanceStillStopping(String id) {
    return AwsError.of("IncorrectInstanceState", id + " is still stopping");
  }
}
