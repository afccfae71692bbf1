package dev.azdrill.simulator.wafv2;

import dev.azdrill.simulator.world.AwsError;

/** How AWS WAF refuses. Source: WAFV2 API Reference, the errors of each action. */
final class WafErrors {
  private static final String INVALID_PARAMETER = "WAFInvalidParameterException";

  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = INVALID_PARAMETER;

  private WafErrors() {}

  static AwsError itemNotFound() {
    return AwsError.of(
        "WAFNonexistentItemException",
        "AWS WAF couldn’t perform the operation because your resource doesn’t exist.");
  }

  static AwsError itemExists() {
    return AwsError.of(
        "WAFDuplicateItemException",
        "AWS WAF couldn’t perform the operation because some resource in your request is a"
            + " duplicate of an existing one.");
  }

  static AwsError itemChanged() {
    return AwsError.of(
        "WAFOptimisticLockException",
        "AWS WAF couldn’t save your changes because someone changed the resource after you started"
            + " to edit it. Reapply your changes.");
  }

  static AwsError itemInUse() {
    return AwsError.of(
        "WAFAssociatedItemException",
        "AWS WAF couldn’t perform the operation because your resource is being used by another"
            + " resource or it’s associated with another resource.");
  }

  static AwsError entityUnavailable() {
    return AwsError.of(
        "WAFUnavailableEntityException",
        "AWS WAF couldn’t retrieve the resource that you requested. Retry your request.");
  }

  static AwsError tooManyTags(int most) {
    return AwsError.of(
        "WAFLimitsExceededException",
        "AWS WAF couldn’t perform the operation because you exceeded your resource limit: a resource"
            + " can have at most "
            + most
            + " tags.");
  }

  static AwsError invalidParameter(String reason, String field, String value) {
    return AwsError.of(
        INVALID_PARAMETER,
        "Error reason: " + reason + ", field: " + field + ", parameter: " + value);
  }
}
