package dev.azdrill.provision;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What was listed and is not there any more when its turn comes to be removed: its owner removes it
 * at the same time. A load balancer is not described any more before the last of its interfaces has
 * gone, and a group's instances go one after the other.
 */
final class AlreadyRemoved {
  private AlreadyRemoved() {}

  /** Removes what somebody else may be removing at the same time: it is to be gone, and is. */
  static void unless(Runnable removal) {
    try {
      removal.run();
    } catch (AwsServiceException refused) {
      if (!isSaidBy(refused)) {
        throw refused;
      }
    }
  }

  /**
   * Whether AWS refuses because something is not there (any more): {@code
   * InvalidSubnetID.NotFound}, {@code TargetGroupNotFound}, {@code DBSubnetGroupNotFoundFault},
   * {@code ResourceNotFoundException}, {@code WAFNonexistentItemException}, {@code
   * Gateway.NotAttached}; Auto Scaling says it in words alone.
   */
  static boolean isSaidBy(SdkException e) {
    if (!(e instanceof AwsServiceException refused) || refused.awsErrorDetails() == null) {
      return false;
    }
    AwsErrorDetails details = refused.awsErrorDetails();
    String code = String.valueOf(details.errorCode());
    return code.contains("NotFound")
        || code.equals("WAFNonexistentItemException")
        || code.equals("Gateway.NotAttached")
        || (code.equals("ValidationError")
            && String.valueOf(details.errorMessage()).contains("not found"));
  }
}
