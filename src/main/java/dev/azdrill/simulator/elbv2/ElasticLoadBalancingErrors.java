package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;

/**
 * What Elastic Load Balancing refuses with. Source of the codes: Elastic Load Balancing API
 * Reference 2015-12-01, the errors of each action; the wording is AWS's as far as it is known.
 */
final class ElasticLoadBalancingErrors {
  private static final String VALIDATION_ERROR = "ValidationError";

  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = VALIDATION_ERROR;

  private ElasticLoadBalancingErrors() {}

  static AwsError validationError(String message) {
    return AwsError.of(VALIDATION_ERROR, message);
  }

  static AwsError invalidConfiguration(String message) {
    return AwsError.of("InvalidConfigurationRequest", message);
  }

  static AwsError operationNotPermitted(String message) {
    return AwsError.of("OperationNotPermitted", message);
  }

  static AwsError loadBalancerNotFound() {
    return loadBalancerNotFound("One or more load balancers not found");
  }

  static AwsError loadBalancersNotFound(Collection<String> names) {
    return loadBalancerNotFound("Load balancers '" + names + "' not found");
  }

  private static AwsError loadBalancerNotFound(String message) {
    return AwsError.of("LoadBalancerNotFound", message);
  }

  static AwsError loadBalancerExists(String name) {
    return AwsError.of(
        "DuplicateLoadBalancerName",
        "A load balancer with the same name '" + name + "' exists, but with different settings");
  }

  static AwsError targetGroupNotFound() {
    return AwsError.of("TargetGroupNotFound", "One or more target groups not found");
  }

  static AwsError targetGroupExists(String name) {
    return AwsError.of(
        "DuplicateTargetGroupName",
        "A target group with the same name '" + name + "' exists, but with different settings");
  }

  static AwsError targetGroupInUse(String arn) {
    return AwsError.of(
        "ResourceInUse", "Target group '" + arn + "' is currently in use by a listener or a rule");
  }

  static AwsError targetGroupOfOtherLoadBalancer(String arn) {
    return AwsError.of(
        "TargetGroupAssociationLimit",
        "The following target groups cannot be associated with more than one load balancer: "
            + arn);
  }

  static AwsError listenerNotFound() {
    return AwsError.of("ListenerNotFound", "One or more listeners not found");
  }

  static AwsError listenerExists(String loadBalancerArn) {
    return AwsError.of(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '" + loadBalancerArn + "'");
  }

  static AwsError ruleNotFound() {
    return AwsError.of("RuleNotFound", "One or more rules not found");
  }

  static AwsError priorityInUse(int priority) {
    return AwsError.of("PriorityInUse", "Priority '" + priority + "' is currently in use");
  }

  static AwsError subnetNotFound(String id) {
    return AwsError.of("SubnetNotFound", "The subnet ID '" + id + "' does not exist");
  }

  static AwsError invalidSubnet(String message) {
    return AwsError.of("InvalidSubnet", message);
  }

  static AwsError invalidSecurityGroup(String id) {
    return AwsError.of(
        "InvalidSecurityGroup", "One or more security groups are invalid: '" + id + "'");
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

  static AwsError invalidTarget(String message) {
    return AwsError.of("InvalidTarget", message);
  }

  static AwsError invalidAction(String message) {
    return AwsError.of("InvalidLoadBalancerAction", message);
  }

  static AwsError duplicateTagKeys(String key) {
    return AwsError.of("DuplicateTagKeys", "The tag key '" + key + "' is specified more than once");
  }

  static AwsError tagLimitExceeded() {
    return AwsError.of("TooManyTags", "The maximum number of tags on a resource is 50");
  }
}
