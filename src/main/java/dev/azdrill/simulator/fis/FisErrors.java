package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;

/**
 * How AWS FIS refuses: the codes are those of its API Reference, the words are our own. Source: AWS
 * Fault Injection Service API Reference, the errors of each action; User Guide, "Quotas and
 * limitations".
 */
final class FisErrors {
  private static final String VALIDATION = "ValidationException";

  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = VALIDATION;

  private FisErrors() {}

  private static AwsError invalid(String message) {
    return AwsError.of(VALIDATION, message);
  }

  private static AwsError notFound(String message) {
    return new AwsError("ResourceNotFoundException", 404, message);
  }

  private static AwsError quotaExceeded(String message) {
    return new AwsError("ServiceQuotaExceededException", 402, message);
  }

  // What is named and is not there

  static AwsError templateNotFound(String id) {
    return notFound("Experiment template " + id + " not found.");
  }

  static AwsError experimentNotFound(String id) {
    return notFound("Experiment " + id + " not found.");
  }

  static AwsError resourceNotFound(String arn) {
    return notFound("Resource " + arn + " not found.");
  }

  static AwsError actionNotFound(String id) {
    return notFound("Action " + id + " not found.");
  }

  static AwsError resourceTypeNotFound(String type) {
    return notFound("Target resource type " + type + " not found.");
  }

  static AwsError safetyLeverNotFound(String id) {
    return notFound("Safety lever " + id + " not found: its ID is default.");
  }

  // Templates

  static AwsError roleInvalid(String arn) {
    return invalid(
        "Expected roleArn to be the ARN of an IAM role, such as"
            + " arn:aws:iam::123456789012:role/name, saw "
            + arn);
  }

  static AwsError nameInvalid(String what, String name) {
    return invalid(
        "Expected the name of the "
            + what
            + " to have 1 to 64 characters and no white space, saw '"
            + name
            + "'");
  }

  static AwsError noActions() {
    return invalid("An experiment template must have at least one action.");
  }

  static AwsError tooManyTemplates(int most) {
    return quotaExceeded("The account can have at most " + most + " experiment templates.");
  }

  static AwsError tooManyActions(int most) {
    return quotaExceeded("An experiment template can have at most " + most + " actions.");
  }

  static AwsError tooManyStopConditions(int most) {
    return quotaExceeded("An experiment template can have at most " + most + " stop conditions.");
  }

  static AwsError tooManyExperiments(int most) {
    return quotaExceeded("The account can have at most " + most + " active experiments.");
  }

  static AwsError tooManyTags(int most) {
    return invalid("A resource can have at most " + most + " tags.");
  }

  static AwsError noStopCondition() {
    return invalid(
        "An experiment template must have a stop condition: its source is none, or"
            + " aws:cloudwatch:alarm.");
  }

  static AwsError stopConditionSourceInvalid(String source) {
    return invalid(
        "Expected the source of a stop condition to be none or aws:cloudwatch:alarm, saw "
            + source);
  }

  static AwsError stopConditionValueUnexpected(String value) {
    return invalid("A stop condition of source none has no value, saw " + value);
  }

  static AwsError stopConditionBesideNone() {
    return invalid("A stop condition of source none stands alone.");
  }

  static AwsError alarmNotFound(String arn) {
    return invalid(
        "Expected the value of a stop condition to be the ARN of an alarm, saw "
            + arn
            + ": the region has no such alarm.");
  }

  static AwsError multiAccount() {
    return invalid(
        "azdrill does not simulate multi-account experiments: leave accountTargeting out, or let it"
            + " be single-account.");
  }

  // Actions

  static AwsError actionUnknown(String action, String id) {
    return invalid("Action " + action + ": there is no action " + id);
  }

  static AwsError actionNotSimulated(String action, String id) {
    return invalid("Action " + action + ": azdrill does not simulate " + id);
  }

  /**
   * An action that may stand in a template as long as it has nothing to do.
   *
   * @param found how many resources it has
   */
  static AwsError actionWithTargetsNotSimulated(String action, String id, int found) {
    return invalid(
        "Action "
            + action
            + ": azdrill does not simulate "
            + id
            + ", and its target resolves to "
            + found
            + (found == 1 ? " resource" : " resources")
            + ": take the action out of the template, or their tags from the resources.");
  }

  static AwsError scopeNotSimulated(String action, String scope) {
    return invalid(
        "Action "
            + action
            + ": azdrill does not simulate aws:network:disrupt-connectivity of scope "
            + scope);
  }

  static AwsError parameterMissing(String action, String parameter) {
    return invalid("Action " + action + ": the parameter " + parameter + " is required.");
  }

  static AwsError parameterUnknown(String action, String parameter, Collection<String> known) {
    return invalid(
        "Action "
            + action
            + ": there is no parameter "
            + parameter
            + (known.isEmpty() ? ": it takes none." : ": it takes " + String.join(", ", known)));
  }

  static AwsError parameterInvalid(String action, String parameter, String expected, String value) {
    return invalid(
        "Action "
            + action
            + ": expected the parameter "
            + parameter
            + " to be "
            + expected
            + ", saw "
            + value);
  }

  static AwsError targetMissing(String action, String key) {
    return invalid("Action " + action + ": the target " + key + " is required.");
  }

  static AwsError targetKeyUnknown(String action, String key, Collection<String> known) {
    return invalid(
        "Action "
            + action
            + ": it has no target "
            + key
            + (known.isEmpty() ? ": it takes none." : ": it takes " + String.join(", ", known)));
  }

  static AwsError targetUndefined(String action, String target) {
    return invalid("Action " + action + ": the template has no target " + target);
  }

  static AwsError targetOfOtherType(String action, String target, String expected, String type) {
    return invalid(
        "Action "
            + action
            + ": expected the target "
            + target
            + " to be of resource type "
            + expected
            + ", saw "
            + type);
  }

  static AwsError startAfterUnknown(String action, String other) {
    return invalid(
        "Action " + action + ": it starts after " + other + ", and there is no such action.");
  }

  static AwsError startAfterCycle(String action) {
    return invalid("Action " + action + ": it would start after itself.");
  }

  // Targets

  static AwsError resourceTypeUnknown(String target, String type) {
    return invalid("Target " + target + ": there is no resource type " + type);
  }

  static AwsError arnsAndTags(String target) {
    return invalid(
        "Target " + target + ": resource ARNs cannot stand beside resource tags or parameters.");
  }

  static AwsError resourcesMissing(String target) {
    return invalid(
        "Target "
            + target
            + ": it must say its resources by resourceArns, resourceTags or"
            + " parameters.");
  }

  static AwsError arnsOnly(String target, String type) {
    return invalid(
        "Target " + target + ": resources of type " + type + " are said by resourceArns alone.");
  }

  static AwsError resourceArnInvalid(String target, String expected, String arn) {
    return invalid(
        "Target " + target + ": expected an ARN that begins with " + expected + ", saw " + arn);
  }

  static AwsError selectionModeInvalid(String target, String mode) {
    return invalid(
        "Target "
            + target
            + ": expected selectionMode to be ALL, COUNT(n) or PERCENT(n), saw "
            + mode);
  }

  static AwsError targetParameterUnknown(
      String target, String parameter, Collection<String> known) {
    return invalid(
        "Target "
            + target
            + ": there is no parameter "
            + parameter
            + (known.isEmpty() ? ": it takes none." : ": it takes " + String.join(", ", known)));
  }

  static AwsError targetZoneUnknown(String target, String zone) {
    return invalid("Target " + target + ": the region has no Availability Zone " + zone);
  }

  static AwsError filterWithoutValues(String target, String path) {
    return invalid("Target " + target + ": the filter " + path + " has no values.");
  }

  static AwsError filterPathUnknown(String target, String path, String type) {
    return invalid(
        "Target " + target + ": the filter path " + path + " is no attribute of " + type);
  }

  // Experiments

  static AwsError experimentEnded(String id, String status) {
    return invalid("Experiment " + id + " cannot be stopped: its status is " + status);
  }

  static AwsError targetNameUnknown(String target) {
    return invalid("The experiment has no target " + target);
  }
}
