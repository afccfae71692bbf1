package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What Elastic Load Balancing refuses with where listeners and their rules are concerned. Source of
 * the codes: as for {@link ElasticLoadBalancingErrors}.
 */
final class ListenerErrors {
  private ListenerErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of(ElasticLoadBalancingErrors.VALIDATION_ERROR, message);
  }

  private static AwsError invalidConfiguration(String message) {
    return AwsError.of(ElasticLoadBalancingErrors.INVALID_CONFIGURATION, message);
  }

  private static AwsError operationNotPermitted(String message) {
    return AwsError.of(ElasticLoadBalancingErrors.OPERATION_NOT_PERMITTED, message);
  }

  private static AwsError invalidAction(String message) {
    return AwsError.of("InvalidLoadBalancerAction", message);
  }

  static AwsError listenerNotFound() {
    return AwsError.of("ListenerNotFound", "One or more listeners not found");
  }

  static AwsError listenerExists(String loadBalancerArn) {
    return AwsError.of(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '" + loadBalancerArn + "'");
  }

  static AwsError certificateNotFound(String arn) {
    return AwsError.of("CertificateNotFound", "Certificate '" + arn + "' not found");
  }

  /** AWS says this of a certificate that is still pending validation, too. */
  static AwsError certificateUnsupported(String arn) {
    return AwsError.of(
        "UnsupportedCertificate",
        "The certificate '"
            + arn
            + "' must have a fully-qualified domain name, a supported signature, and a supported key size.");
  }

  static AwsError sslPolicyNotFound(String name) {
    return AwsError.of("SSLPolicyNotFound", "SSL policy '" + name + "' not found");
  }

  static AwsError ruleNotFound() {
    return AwsError.of("RuleNotFound", "One or more rules not found");
  }

  static AwsError priorityInUse(int priority) {
    return AwsError.of("PriorityInUse", "Priority '" + priority + "' is currently in use");
  }

  static AwsError listenerPortInvalid(@Nullable Integer port) {
    return validationError("Listener port '" + port + "' must be from 1 to 65535");
  }

  /**
   * @param valid all that there are: {@code HTTPS, HTTP}
   */
  static AwsError listenerProtocolInvalid(String protocol, String valid) {
    return validationError("Listener protocol '" + protocol + "' must be one of '" + valid + "'");
  }

  static AwsError listenerProtocolMismatch(String groupArn, String listener, String targets) {
    return AwsError.of(
        "IncompatibleProtocols",
        "The listener and its associated target group '"
            + groupArn
            + "' have incompatible protocols: '"
            + listener
            + "' and '"
            + targets
            + "'");
  }

  static AwsError certificateForPlain(String protocol) {
    return invalidConfiguration(
        "A certificate or a security policy cannot be specified for " + protocol + " listeners");
  }

  static AwsError certificateMissing(String protocol) {
    return validationError("A certificate must be specified for " + protocol + " listeners");
  }

  static AwsError alpnPolicyNotFound(String policy) {
    return AwsError.of("ALPNPolicyNotFound", "The ALPN policy '" + policy + "' is not supported");
  }

  static AwsError alpnPolicyNotSingle() {
    return validationError("Only one ALPN policy can be specified");
  }

  static AwsError alpnPolicyForOthers(String protocol) {
    return invalidConfiguration(
        "An ALPN policy cannot be specified for " + protocol + " listeners");
  }

  static AwsError listenersNotNamed() {
    return validationError("You must specify either listener ARNs or a load balancer ARN");
  }

  // Rules

  static AwsError rulesNotSupported(String protocol) {
    return AwsError.of(
        "UnsupportedProtocol", "Rules are unsupported for " + protocol + " listeners");
  }

  static AwsError priorityMissing() {
    return validationError("A rule priority must be specified");
  }

  static AwsError priorityOutOfBounds(int priority, int max) {
    return validationError("Priority '" + priority + "' must be from 1 to " + max);
  }

  static AwsError rulesNotNamed() {
    return validationError("You must specify either listener rule ARNs or a listener ARN");
  }

  static AwsError defaultRuleNotModifiable(String arn) {
    return operationNotPermitted(
        "Default rule '" + arn + "' cannot be modified: modify its listener");
  }

  static AwsError defaultRuleNotDeletable(String arn) {
    return operationNotPermitted("Default rule '" + arn + "' cannot be deleted");
  }

  static AwsError defaultRuleWithoutPriority(String arn) {
    return operationNotPermitted("Default rule '" + arn + "' has no priority to set");
  }

  // Actions

  static AwsError actionMissing() {
    return validationError("At least one action must be specified");
  }

  static AwsError actionNotSingle() {
    return invalidAction(
        "The actions must be one forward, redirect or fixed-response action: the simulator has"
            + " no actions before it");
  }

  static AwsError actionTypeInvalid(String type) {
    return invalidAction(
        "Action type '" + type + "' must be one of 'forward, redirect, fixed-response'");
  }

  static AwsError actionTypeNotSupported(String type, String protocol) {
    return invalidAction(
        "Action type '"
            + type
            + "' is not supported for "
            + protocol
            + " listeners: use 'forward'");
  }

  static AwsError targetGroupNotSingle(String protocol) {
    return invalidAction(
        "A forward action of "
            + protocol
            + " listeners must have one target group: the simulator does not weigh several");
  }

  static AwsError targetGroupMissing() {
    return validationError("A target group ARN must be specified");
  }

  static AwsError targetGroupOutsideForwardConfig() {
    return invalidAction(
        "The target group ARN of a forward action must be one of its forward configuration");
  }

  static AwsError weightOutOfBounds(int weight, int max) {
    return validationError("Weight '" + weight + "' must be from 0 to " + max);
  }

  static AwsError targetGroupOfOtherVpc(String groupArn, String loadBalancerArn) {
    return invalidConfiguration(
        "Target group '"
            + groupArn
            + "' and load balancer '"
            + loadBalancerArn
            + "' must be in the same VPC");
  }

  static AwsError redirectConfigMissing() {
    return invalidAction("A redirect action must have a redirect configuration with a status");
  }

  static AwsError redirectLoop() {
    return invalidAction("The redirect configuration is not valid because it creates a loop.");
  }

  static AwsError fixedResponseStatusInvalid() {
    return invalidAction("A fixed-response action must have a status code of 2XX, 4XX or 5XX");
  }

  // Conditions

  static AwsError conditionMissing() {
    return validationError("A condition must be specified");
  }

  static AwsError conditionRepeated(String field) {
    return validationError("A rule can have only one '" + field + "' condition");
  }

  static AwsError tooManyConditionValues(int max) {
    return validationError("A rule can only have '" + max + "' condition values");
  }

  static AwsError conditionFieldInvalid(@Nullable String field, Collection<String> valid) {
    return validationError(
        "Condition field '" + field + "' must be one of '" + String.join(", ", valid) + "'");
  }

  static AwsError regularExpressionsNotSimulated() {
    return validationError("The simulator does not match regular expressions: give Values");
  }

  static AwsError conditionValueMissing() {
    return validationError("A condition value must be specified");
  }

  static AwsError sourceIpInvalid(String value) {
    return validationError(
        "The source IP '" + value + "' must be a valid CIDR block, such as 192.0.2.0/24");
  }

  static AwsError queryStringValueMissing() {
    return validationError("A query string condition must have a value");
  }

  static AwsError headerNameInvalid() {
    return validationError(
        "The HTTP header name must be specified, and must not be 'Host': use a 'host-header'"
            + " condition");
  }
}
