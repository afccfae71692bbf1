package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;

/**
 * What Elastic Load Balancing refuses with. Source of the codes: Elastic Load Balancing API
 * Reference 2015-12-01, the errors of each action; the wording is AWS's as far as it is known.
 */
final class ElasticLoadBalancingErrors {
  static final String VALIDATION_ERROR = "ValidationError";
  static final String INVALID_CONFIGURATION = "InvalidConfigurationRequest";
  static final String OPERATION_NOT_PERMITTED = "OperationNotPermitted";

  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = VALIDATION_ERROR;

  private ElasticLoadBalancingErrors() {}

  private static AwsError validationError(String message) {
    return AwsError.of(VALIDATION_ERROR, message);
  }

  private static AwsError invalidConfiguration(String message) {
    return AwsError.of(INVALID_CONFIGURATION, message);
  }

  private static AwsError operationNotPermitted(String message) {
    return AwsError.of(OPERATION_NOT_PERMITTED, message);
  }

  private static AwsError invalidSubnet(String message) {
    return AwsError.of("InvalidSubnet", message);
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

  static AwsError subnetNotFound(String id) {
    return AwsError.of("SubnetNotFound", "The subnet ID '" + id + "' does not exist");
  }

  static AwsError invalidSecurityGroup(String id) {
    return AwsError.of(
        "InvalidSecurityGroup", "One or more security groups are invalid: '" + id + "'");
  }

  static AwsError duplicateTagKeys(String key) {
    return AwsError.of("DuplicateTagKeys", "The tag key '" + key + "' is specified more than once");
  }

  static AwsError tagLimitExceeded() {
    return AwsError.of("TooManyTags", "The maximum number of tags on a resource is 50");
  }

  // Names, ARNs and attributes

  /**
   * @param noun of what is named: {@code load balancer}
   */
  static AwsError nameTooLong(String noun, String name, int most) {
    return validationError(
        "The " + noun + " name '" + name + "' cannot be longer than '" + most + "' characters");
  }

  /**
   * @param noun of what is named: {@code load balancer}
   */
  static AwsError nameCharactersInvalid(String noun, String name) {
    return validationError(
        "The "
            + noun
            + " name '"
            + name
            + "' can only contain characters that are alphanumeric characters and hyphens(-)");
  }

  /**
   * @param noun of what is named: {@code load balancer}
   */
  static AwsError nameWithOuterHyphen(String noun, String name) {
    return validationError(
        "The " + noun + " name '" + name + "' cannot begin or end with a hyphen(-)");
  }

  /**
   * @param noun of what has the ARN: {@code listener rule}
   */
  static AwsError arnMissing(String noun) {
    return validationError("A " + noun + " ARN must be specified");
  }

  /**
   * @param noun of what has the ARN: {@code listener rule}
   */
  static AwsError arnInvalid(String noun, String arn) {
    return validationError("'" + arn + "' is not a valid " + noun + " ARN");
  }

  static AwsError attributeNotRecognized(String noun, String key) {
    return validationError(noun + " attribute key '" + key + "' is not recognized");
  }

  /**
   * @param bearers of attributes, which do not have this one: {@code load balancers with type
   *     'network'}
   */
  static AwsError attributeNotSupported(String noun, String key, String bearers) {
    return invalidConfiguration(
        noun + " attribute key '" + key + "' is not supported on " + bearers);
  }

  /**
   * @param bearers of attributes, which cannot have this value
   */
  static AwsError attributeValueNotSupported(
      String noun, String key, String value, String bearers) {
    return invalidConfiguration(
        key.equals(AttributeKind.STICKINESS_TYPE)
            ? "Stickiness type '" + value + "' is not supported for " + bearers
            : noun + " attribute '" + key + "' cannot be '" + value + "' for " + bearers);
  }

  static AwsError attributeValueInvalid(String noun, String key, String value) {
    return validationError(noun + " attribute '" + key + "' cannot be '" + value + "'");
  }

  static AwsError attributeValueNotSimulated(String key, String value, String initial) {
    return validationError(
        "The simulator does not have the value '"
            + value
            + "' of the attribute '"
            + key
            + "': leave it at '"
            + initial
            + "'");
  }

  // Load balancers

  static AwsError loadBalancerNameInternal(String name) {
    return validationError("The load balancer name '" + name + "' cannot begin with 'internal-'");
  }

  static AwsError loadBalancerTypeNotSimulated(String type) {
    return validationError(
        "Load balancer type '"
            + type
            + "' is not supported: the simulator has"
            + " application and network load balancers alone");
  }

  static AwsError securityGroupsNotAssociated(String arn) {
    return invalidConfiguration(
        "Security groups cannot be associated with load balancer '"
            + arn
            + "', because it was created without any");
  }

  static AwsError securityGroupMissing() {
    return validationError("At least one security group must be specified");
  }

  static AwsError schemeInvalid(String scheme) {
    return validationError("Scheme '" + scheme + "' must be one of 'internet-facing, internal'");
  }

  static AwsError loadBalancerProtected(String arn) {
    return operationNotPermitted(
        "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
  }

  static AwsError subnetsWithoutIpv6() {
    return invalidConfiguration("You must specify subnets with an associated IPv6 CIDR block");
  }

  // Subnets of load balancers

  static AwsError subnetsOfDifferentVpcs(String vpcs) {
    return invalidConfiguration("All subnets must belong to the same VPC: '" + vpcs + "'");
  }

  static AwsError subnetsWithSubnetMappings() {
    return invalidConfiguration("You must specify either subnets or subnet mappings, not both");
  }

  static AwsError subnetIdMissing() {
    return validationError("A subnet mapping must name its subnet: SubnetId is missing");
  }

  static AwsError subnetIdInvalid(String id) {
    return validationError("The subnet ID '" + id + "' is not valid");
  }

  static AwsError subnetsInSameZone() {
    return invalidConfiguration(
        "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
  }

  static AwsError subnetMissing() {
    return validationError("At least one subnet must be specified");
  }

  static AwsError zoneAlreadyAssociated(String zone, String subnetId) {
    return invalidConfiguration(
        "You cannot specify an additional subnet from an Availability Zone that is already"
            + " associated with the load balancer. The Availability Zone '"
            + zone
            + "' corresponding to the new subnet '"
            + subnetId
            + "' is already associated with the load balancer.");
  }

  static AwsError tooFewZones() {
    return validationError(
        "At least two subnets in two different Availability Zones must be specified");
  }

  static AwsError internetGatewayMissing(String vpcId) {
    return invalidSubnet("VPC " + vpcId + " has no internet gateway");
  }

  static AwsError subnetTooSmall(String id) {
    return invalidSubnet(
        "Not enough IP space available in "
            + id
            + ". ELB requires at least 8 free IP addresses in each subnet.");
  }

  // Addresses of load balancers

  static AwsError allocationIdNotFound(String id) {
    return AwsError.of("AllocationIdNotFound", "The allocation ID '" + id + "' does not exist");
  }

  static AwsError allocationIdInUse() {
    return resourceInUse("The allocation IDs are not available for use");
  }

  /**
   * @param addresses that cannot be chosen: {@code Elastic IP addresses}
   * @param bearers of none such: {@code load balancers with type 'application'}
   */
  static AwsError addressesNotSupported(String addresses, String bearers) {
    return invalidConfiguration(addresses + " cannot be specified for " + bearers);
  }

  static AwsError privateAddressOutsideSubnet(String address, String subnetId) {
    return invalidConfiguration(
        "The private IPv4 address '"
            + address
            + "' cannot be used in the subnet '"
            + subnetId
            + "'");
  }

  static AwsError privateAddressInUse(String address) {
    return resourceInUse("The private IPv4 address '" + address + "' is not available for use");
  }

  static AwsError addressNotChangeable(String subnetId) {
    return invalidConfiguration(
        "The IP address of the load balancer in the enabled subnet '"
            + subnetId
            + "' cannot be changed");
  }

  private static AwsError resourceInUse(String message) {
    return AwsError.of("ResourceInUse", message);
  }
}
