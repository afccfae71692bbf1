package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * What Elastic Load Balancing refuses with where target groups, their health checks and their
 * targets are concerned. Source of the codes: as for {@link ElasticLoadBalancingErrors}.
 */
final class TargetGroupErrors {
  private TargetGroupErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of(ElasticLoadBalancingErrors.VALIDATION_ERROR, message);
  }

  private static AwsError invalidConfiguration(String message) {
    return AwsError.of(ElasticLoadBalancingErrors.INVALID_CONFIGURATION, message);
  }

  private static AwsError invalidTarget(String message) {
    return AwsError.of("InvalidTarget", message);
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

  static AwsError targetTypeNotSimulated(String type) {
    return validationError(
        "Target type '"
            + type
            + "' is not supported: the simulator has targets of the types 'instance, ip' alone");
  }

  static AwsError targetTypeInvalid(String type) {
    return validationError("Target type '" + type + "' must be one of 'instance, ip'");
  }

  static AwsError targetGroupProtocolInvalid(String protocol, String valid) {
    return validationError(
        "Target group protocol '" + protocol + "' must be one of '" + valid + "'");
  }

  static AwsError protocolVersionNotSupported(String version, String protocol) {
    return invalidConfiguration(
        "Protocol version '"
            + version
            + "' is not supported for target groups with the "
            + protocol
            + " protocol");
  }

  static AwsError targetGroupPortInvalid(@Nullable Integer port) {
    return validationError("Target group port '" + port + "' must be from 1 to 65535");
  }

  static AwsError vpcIdMissing() {
    return validationError("A VPC ID must be specified");
  }

  static AwsError vpcNotFound(String id) {
    return validationError("The VPC ID '" + id + "' is not found");
  }

  // Health checks

  static AwsError healthCheckNotEnabled() {
    return validationError(
        "Health check enabled must be true for target groups with target type 'instance' or 'ip'");
  }

  static AwsError healthCheckIntervalWithinTimeout() {
    return validationError("Health check interval must be greater than the timeout.");
  }

  static AwsError healthCheckTimeoutBeyondInterval(long timeout, long interval) {
    return validationError(
        "Health check timeout '"
            + timeout
            + "' must be smaller than or equal to the interval '"
            + interval
            + "'");
  }

  /**
   * @param valid all that there are: {@code HTTP, HTTPS}
   */
  static AwsError healthCheckProtocolInvalid(String protocol, String valid) {
    return validationError(
        "Health check protocol '" + protocol + "' must be one of '" + valid + "'");
  }

  static AwsError healthCheckPathForTcp() {
    return invalidConfiguration("Health check paths are not supported for TCP health checks");
  }

  static AwsError healthCheckMatcherForTcp() {
    return invalidConfiguration("Health check matchers are not supported for TCP health checks");
  }

  static AwsError healthCheckPortInvalid(String port) {
    return validationError(
        "Health check port '" + port + "' must be 'traffic-port' or a number from 1 to 65535");
  }

  static AwsError healthCheckPathInvalid(String path) {
    return validationError(
        "Health check path '" + path + "' must begin with '/' and be at most 1024 long");
  }

  /**
   * @param what is out of its bounds: {@code interval}
   */
  static AwsError healthCheckOutOfBounds(String what, long value, long min, long max) {
    return validationError(
        "Health check " + what + " '" + value + "' must be within '" + min + "-" + max + "'");
  }

  static AwsError healthCheckMatcherInvalid(String codes, int min, int max) {
    return validationError(
        "Health check matcher HTTP code '" + codes + "' must be within '" + min + "-" + max + "'");
  }

  // Targets

  static AwsError targetAddressInvalid(String address) {
    return validationError("The IP address '" + address + "' is not valid");
  }

  static AwsError targetPortInvalid(int port) {
    return validationError("The port '" + port + "' must be from 1 to 65535");
  }

  static AwsError targetNotFound(String id) {
    return invalidTarget("The following targets are not valid: '" + id + "'");
  }

  static AwsError targetNotRunning(String id) {
    return invalidTarget(
        "The following targets are not in a running state and cannot be registered: '" + id + "'");
  }

  static AwsError targetOfOtherVpc(String vpcId, String id) {
    return invalidTarget(
        "The following targets are not in the target group VPC '" + vpcId + "': '" + id + "'");
  }
}
