package dev.azdrill.simulator.iam;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.iam.model.IamException;

/** What the tests of IAM ask for, and how IAM refuses it. */
final class Account {
  static final String ARN = "arn:aws:iam::123456789012:";

  static final String TRUST =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
          + " {\"Service\": \"ec2.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";

  static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
          + "\"Resource\":\"arn:aws:s3:::ours/*\"}}";

  private Account() {}

  /** Status, code and message of a refusal: {@code 404 NoSuchEntity: ...}. */
  static String refusal(ThrowingCallable call) {
    IamException refusal = catchThrowableOfType(IamException.class, call);
    return refusal == null
        ? "accepted"
        : refusal.statusCode()
            + " "
            + refusal.awsErrorDetails().errorCode()
            + ": "
            + refusal.awsErrorDetails().errorMessage();
  }
}
