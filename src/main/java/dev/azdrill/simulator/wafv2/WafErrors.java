package dev.azdrill.simulator.wafv2;

import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/** How AWS WAF refuses. Source: WAFV2 API Reference, the errors of each action. */
final class WafErrors {
  private static final String INVALID_PARAMETER = "WAFInvalidParameterException";

  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = INVALID_PARAMETER;

  private WafErrors() {}

  private static AwsError invalidParameter(String reason, String field, String value) {
    return AwsError.of(
        INVALID_PARAMETER,
        "Error reason: " + reason + ", field: " + field + ", parameter: " + value);
  }

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

  // IP sets

  static AwsError ipAddressInvalid(String address) {
    return invalidParameter("Your request contains invalid parameters", "IP_ADDRESS", address);
  }

  static AwsError ipVersionNotSimulated(String version) {
    return invalidParameter(
        "The simulator has sets of IPv4 addresses alone", "IP_ADDRESS_VERSION", version);
  }

  static AwsError tooManyAddresses(int most) {
    return AwsError.of(
        "WAFLimitsExceededException",
        "AWS WAF couldn’t perform the operation because you exceeded your resource limit: an IP set"
            + " can have at most "
            + most
            + " addresses.");
  }

  // Web ACLs and their rules

  static AwsError nameInvalid(String name) {
    return invalidParameter("The name is not valid", "NAME", name);
  }

  static AwsError scopeInvalid(String scope) {
    return invalidParameter("The scope is not valid.", "SCOPE_VALUE", scope);
  }

  static AwsError defaultActionNotSingle() {
    return invalidParameter(
        "You must specify exactly one default action", "DEFAULT_ACTION", "DefaultAction");
  }

  static AwsError ruleNameRepeated(String name) {
    return invalidParameter("The rule name is not unique", "RULE", name);
  }

  static AwsError priorityRepeated(@Nullable Integer priority) {
    return invalidParameter(
        "The priority of the rule is not unique", "PRIORITY", String.valueOf(priority));
  }

  static AwsError statementMissing(String rule) {
    return invalidParameter("A rule must have a statement", "STATEMENT", rule);
  }

  static AwsError statementNotSingle(String rule) {
    return invalidParameter(
        "You have specified none or more than one of the statements that one can hold",
        "STATEMENT",
        rule);
  }

  static AwsError statementsTooFew(String rule) {
    return invalidParameter(
        "A logical statement must combine two statements or more", "STATEMENT", rule);
  }

  static AwsError statementNotNestable(String rule) {
    return invalidParameter(
        "A rate-based statement or a managed rule group cannot be nested", "STATEMENT", rule);
  }

  static AwsError referenceNotFound(String arn) {
    return invalidParameter(
        "The referenced item in the statement was not found", "IP_SET_REFERENCE_STATEMENT", arn);
  }

  static AwsError ruleActionNotSingle(String rule) {
    return invalidParameter(
        "A rule must have exactly one action or override action", "RULE_ACTION", rule);
  }

  static AwsError evaluationWindowInvalid(long seconds) {
    return invalidParameter(
        "The evaluation window must be 60, 120, 300 or 600 seconds",
        "RATE_BASED_STATEMENT",
        String.valueOf(seconds));
  }

  static AwsError aggregateKeyTypeNotSimulated(String type) {
    return invalidParameter(
        "The simulator aggregates by client address alone", "RATE_BASED_STATEMENT", type);
  }
}
