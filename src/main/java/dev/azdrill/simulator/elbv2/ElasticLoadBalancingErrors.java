package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;

/**
 * What Elastic Load Balancing refuses with. Source of the codes: Elastic Load Balancing API
 * Reference 2015-12-01, the errors of each action; the wording is AWS's as far as it is known.
 */
final class ElasticLoadBalancingErrors {
  private ElasticLoadBalancingErrors() {}

  static AwsError invalid(String message) {
    return AwsError.of("ValidationError", message);
  }

  static AwsError configuration(String message) {
    return AwsError.of("InvalidConfigurationRequest", message);
  }

  static AwsError notPermitted(String message) {
    return AwsError.of("OperationNotPermitted", message);
  }

  static AwsError noLoadBalancer() {
    return AwsError.of("LoadBalancerNotFound", "One or more load balancers not found");
  }

  static AwsError noLoadBalancerNamed(Collection<String> names) {
    return AwsError.of("LoadBalancerNotFound", "Load balancers '" + names + "' not found");
  }

  static AwsError duplicateLoadBalancer(String name) {
    return AwsError.of(
        "DuplicateLoadBalancerName",
        "A load balancer with the same name '" + name + "' exists, but with different settings");
  }

  static AwsError noTargetGroup() {
    return AwsError.of("TargetGroupNotFound", "One or more target groups not found");
  }

  static AwsError duplicateTargetGroup(String name) {
    return AwsError.of(
        "DuplicateTargetGroupName",
        "A target group with the same name '" + name + "' exists, but with different settings");
  }

  static AwsError targetGroupInUse(String arn) {
    return AwsError.of(
        "ResourceInUse", "Target group '" + arn + "' is currently in use by a listener or a rule");
  }

  static AwsError targetGroupElsewhere(String arn) {
    return AwsError.of(
        "TargetGroupAssociationLimit",
        "The following target groups cannot be associated with more than one load balancer: "
            + arn);
  }

  static AwsError noListener() {
    return AwsError.of("ListenerNotFound", "One or more listeners not found");
  }

  static AwsError duplicateListener(String loadBalancerArn) {
    return AwsError.of(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '" + loadBalancerArn + "'");
  }

  static AwsError noRule() {
    return AwsError.of("RuleNotFound", "One or more rules not found");
  }

  static AwsError priorityInUse(int priority) {
    return AwsError.of("PriorityInUse", "Priority '" + priority + "' is currently in use");
  }

  static AwsError noSubnet(String id) {
    return AwsError.of("SubnetNotFound", "The subnet ID '" + id + "' does not exist");
  }

  static AwsError subnet(String message) {
    return AwsError.of("InvalidSubnet", message);
  }

  static AwsError securityGroup(String id) {
    return AwsError.of(
        "InvalidSecurityGroup", "One or more security groups are invalid: '" + id + "'");
  }

  static AwsError noCertificate(String arn) {
    return AwsError.of("CertificateNotFound", "Certificate '" + arn + "' not found");
  }

  /** AWS says this of a certificate that is still pending validation, too. */
  static AwsError unsupportedCertificate(String arn) {
    return AwsError.of(
        "UnsupportedCertificate",
        "The certificate '"
            + arn
            + "' must have a fully-qualified domain name, a supported signature, and a supported key size.");
  }

  static AwsError noSslPolicy(String name) {
    return AwsError.of("SSLPolicyNotFound", "SSL policy '" + name + "' not found");
  }

  static AwsError target(String message) {
    return AwsError.of("InvalidTarget", message);
  }

  static AwsError action(String message) {
    return AwsError.of("InvalidLoadBalancerAction", message);
  }

  static AwsError duplicateTagKeys(String key) {
    return AwsError.of("DuplicateTagKeys", "The tag key '" + key + "' is specified more than once");
  }

  static AwsError tooManyTags() {
    return AwsError.of("TooManyTags", "The maximum number of tags on a resource is 50");
  }
}
