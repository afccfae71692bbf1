package dev.azdrill.session;

import java.util.Optional;

/**
 * A call that may have changed something and was answered, as AWS CloudTrail knows it.
 *
 * @param action as IAM policies name it: {@code ec2:StopInstances}
 * @param requestId the one of its answer; empty where there was none
 */
public record AnsweredCall(String action, Optional<String> requestId) {}
