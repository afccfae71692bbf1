package dev.azdrill.simulator.ec2.resource;

import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that several nouns share.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".
 */
public final class Ec2Errors {
  private Ec2Errors() {}

  /** A required parameter is not there. */
  public static AwsError missing(String parameter) {
    return AwsError.of("MissingParameter", "The request must contain the parameter " + parameter);
  }

  /** A parameter has a value that it may not have. */
  public static AwsError value(@Nullable Object value, String parameter) {
    return value(value, parameter, "");
  }

  /** The same with a reason: a sentence. */
  public static AwsError value(@Nullable Object value, String parameter, String reason) {
    return AwsError.of(
        "InvalidParameterValue",
        ("Value (" + value + ") for parameter " + parameter + " is invalid. " + reason).strip());
  }

  /** Text that should be a block of addresses and is not. */
  public static AwsError notCidr(String value, String parameter) {
    return value(value, parameter, "This is not a valid CIDR block.");
  }

  /** Parameters that exclude each other. */
  public static AwsError combination(String message) {
    return AwsError.of("InvalidParameterCombination", message);
  }

  /** Something else still stands on what was to be deleted. */
  public static AwsError inUse(String what, String id) {
    return AwsError.of(
        "DependencyViolation",
        "The " + what + " '" + id + "' has dependencies and cannot be deleted.");
  }

  /** A quota is used up. */
  public static AwsError limit(String code, String what) {
    return AwsError.of(code, "The maximum number of " + what + " has been reached.");
  }

  /** What AWS has and this region does not. */
  public static AwsError unsupported(String what) {
    return AwsError.of("UnsupportedOperation", "The simulator does not support " + what + ".");
  }
}
