package dev.azdrill.simulator.ec2.resource;

import dev.azdrill.simulator.world.AwsError;
import java.util.List;
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

  /** The code for parameters that exclude each other. */
  public static final String INVALID_PARAMETER_COMBINATION = "InvalidParameterCombination";

  /** The code for a required parameter that is not there. */
  public static final String MISSING_PARAMETER = "MissingParameter";

  /** The code for what the account may do in general and not to this resource. */
  public static final String OPERATION_NOT_PERMITTED = "OperationNotPermitted";

  /** The code for what other resources still depend on. */
  public static final String DEPENDENCY_VIOLATION = "DependencyViolation";

  /** The code for a subnet that is full. */
  public static final String INSUFFICIENT_FREE_ADDRESSES = "InsufficientFreeAddressesInSubnet";

  /** The code for a security group that is not there. */
  public static final String GROUP_NOT_FOUND = "InvalidGroup.NotFound";

  private Ec2Errors() {}

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of(INVALID_PARAMETER_VALUE, message);
  }

  private static AwsError invalidParameterValue(
      @Nullable Object value, String parameter, String hint) {
    return invalidParameterValue(invalidParameterValue(value, parameter).getMessage() + " " + hint);
  }

  /**
   * A required parameter is not there. Each room of EC2 checks this of many parameters, and only
   * their names differ.
   */
  public static AwsError missingParameter(String parameter) {
    return AwsError.of(MISSING_PARAMETER, "The request must contain the parameter " + parameter);
  }

  /**
   * A parameter has a value that it may not have, in EC2's most common words. Each room of EC2
   * checks this of many parameters, and only their names differ; what has a sentence of its own has
   * a name of its own.
   */
  public static AwsError invalidParameterValue(@Nullable Object value, String parameter) {
    return invalidParameterValue(
        "Value (" + value + ") for parameter " + parameter + " is invalid.");
  }

  /** Text that should be a block of addresses and is not. */
  public static AwsError invalidCidr(String value, String parameter) {
    return invalidParameterValue(value, parameter, "This is not a valid CIDR block.");
  }

  static AwsError attributesTogether(List<String> names) {
    return AwsError.of(
        INVALID_PARAMETER_COMBINATION,
        "Fields for multiple attribute types specified: " + String.join(", ", names));
  }

  static AwsError tagOfOtherKind(String type) {
    return invalidParameterValue(
        "'" + type + "' is not a valid taggable resource type for this operation.");
  }

  static AwsError instancesNotFound(ResourceIdFormat kind, List<String> ids) {
    return AwsError.of(
        kind.notFound(), "The instance IDs '" + String.join(", ", ids) + "' do not exist");
  }

  static AwsError maxResultsWithIds() {
    return AwsError.of(
        INVALID_PARAMETER_COMBINATION,
        "The parameter maxResults cannot be used with a list of ids");
  }

  static AwsError idMalformed(String code, String id, String prefix) {
    return AwsError.of(code, "Invalid id: \"" + id + "\" (expecting \"" + prefix + "-...\")");
  }

  /** Each kind of resource has its own code and its own sentence for this. */
  static AwsError idNotFound(ResourceIdFormat kind, String id) {
    return AwsError.of(kind.notFound(), kind.message().formatted(id));
  }

  static AwsError taggedResourceNotFound(String id) {
    return AwsError.of("InvalidID", "The ID '" + id + "' is not valid");
  }

  static AwsError tagLimitExceeded() {
    return AwsError.of(
        "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
  }

  /**
   * Other resources still depend on what was to be deleted.
   *
   * @param what it is: {@code subnet}
   */
  public static AwsError resourceInUse(String what, String id) {
    return AwsError.of(
        DEPENDENCY_VIOLATION,
        "The " + what + " '" + id + "' has dependencies and cannot be deleted.");
  }

  /**
   * A subnet is full.
   *
   * @param what is to be put into it: {@code interfaces}
   */
  public static AwsError insufficientFreeAddresses(String subnetId, String what) {
    return AwsError.of(
        INSUFFICIENT_FREE_ADDRESSES,
        "There are not enough free addresses in subnet '"
            + subnetId
            + "' to satisfy the requested number of "
            + what
            + ".");
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

  /** A group that is asked for by its name, without a VPC. */
  public static AwsError groupNotInDefaultVpc(String name, String vpcId) {
    return AwsError.of(
        GROUP_NOT_FOUND,
        "The security group '" + name + "' does not exist in default VPC '" + vpcId + "'");
  }

  static AwsError filterNameMissing() {
    return invalidParameterValue("The filter 'null' is invalid");
  }

  static AwsError maxResultsOutOfBounds(int limit, int min, int max) {
    return invalidParameterValue(
        limit, "maxResults", "Expecting a value from " + min + " to " + max + ".");
  }
}
