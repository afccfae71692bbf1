package dev.azdrill.simulator.ec2.resource;

import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that the rooms of EC2 share.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".
 */
public final class Ec2Errors {
  /** The code for a parameter that has a value that it may not have. */
  public static final String INVALID_PARAMETER_VALUE = "InvalidParameterValue";

  /** The code for a page token that this region did not give. */
  public static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private Ec2Errors() {}

  /** A required parameter is not there. */
  public static AwsError missingParameter(String parameter) {
    return missingParameters("The request must contain the parameter " + parameter);
  }

  /** One of several parameters is required and none is there; {@code message} names them. */
  public static AwsError missingParameters(String message) {
    return AwsError.of("MissingParameter", message);
  }

  /** A parameter has a value that it may not have; the message is the whole sentence. */
  public static AwsError invalidParameterValue(String message) {
    return AwsError.of(INVALID_PARAMETER_VALUE, message);
  }

  /** The same in EC2's most common words. */
  public static AwsError invalidParameterValue(@Nullable Object value, String parameter) {
    return invalidParameterValue(
        "Value (" + value + ") for parameter " + parameter + " is invalid.");
  }

  /** The same with a reason: a sentence. */
  public static AwsError invalidParameterValue(
      @Nullable Object value, String parameter, String reason) {
    return invalidParameterValue(
        "Value (" + value + ") for parameter " + parameter + " is invalid. " + reason);
  }

  /** Text that should be a block of addresses and is not. */
  public static AwsError invalidCidr(String value, String parameter) {
    return invalidParameterValue(value, parameter, "This is not a valid CIDR block.");
  }

  /** Parameters that exclude each other. */
  public static AwsError invalidParameterCombination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  /** What the account may do in general and not to this resource. */
  public static AwsError operationNotPermitted(String message) {
    return AwsError.of("OperationNotPermitted", message);
  }

  static AwsError maxResultsWithIds() {
    return invalidParameterCombination(
        "The parameter maxResults cannot be used with a list of ids");
  }

  static AwsError idMalformed(String code, String id, String prefix) {
    return AwsError.of(code, "Invalid id: \"" + id + "\" (expecting \"" + prefix + "-...\")");
  }

  static AwsError idNotFound(String code, String message) {
    return AwsError.of(code, message);
  }

  static AwsError taggedResourceNotFound(String id) {
    return AwsError.of("InvalidID", "The ID '" + id + "' is not valid");
  }

  static AwsError tagLimitExceeded() {
    return AwsError.of(
        "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
  }

  /** Other resources still depend on what was to be deleted. */
  public static AwsError resourceInUse(String what, String id) {
    return dependencyViolation(
        "The " + what + " '" + id + "' has dependencies and cannot be deleted.");
  }

  /** The same where EC2 says it in a sentence of its own. */
  public static AwsError dependencyViolation(String message) {
    return AwsError.of("DependencyViolation", message);
  }

  /**
   * A subnet is full.
   *
   * @param what is to be put into it: {@code interfaces}
   */
  public static AwsError insufficientFreeAddresses(String subnetId, String what) {
    return insufficientFreeAddresses(
        "There are not enough free addresses in subnet '"
            + subnetId
            + "' to satisfy the requested number of "
            + what
            + ".");
  }

  /** The same where EC2 says it in a sentence of its own. */
  public static AwsError insufficientFreeAddresses(String message) {
    return AwsError.of("InsufficientFreeAddressesInSubnet", message);
  }

  /** A network interface is attached already. */
  public static AwsError interfaceInUse(String id) {
    return AwsError.of("InvalidNetworkInterface.InUse", "Interface: [" + id + "] in use.");
  }

  /** A security group is not of the VPC of the subnet that an interface is in. */
  public static AwsError groupOfOtherNetwork(String groupId, String subnetId) {
    return AwsError.of(
        "InvalidParameter",
        "Security group " + groupId + " and subnet " + subnetId + " belong to different networks.");
  }

  /** Only the default VPC is found without being named, and no region here has one. */
  public static AwsError noDefaultVpc() {
    return AwsError.of("VPCIdNotSpecified", "No default VPC for this user");
  }

  /** What AWS has and this region does not; better a refusal than a silent wrong answer. */
  public static AwsError notSimulated(String what) {
    return AwsError.of("UnsupportedOperation", "The simulator does not support " + what + ".");
  }
}
