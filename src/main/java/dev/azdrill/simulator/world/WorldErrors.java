package dev.azdrill.simulator.world;

import java.util.List;

/** The refusals that services share because what refuses is theirs in common. */
final class WorldErrors {
  private WorldErrors() {}

  /** Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API". */
  static AwsError filterInvalid(String name) {
    return AwsError.of("InvalidParameterValue", "The filter '" + name + "' is invalid");
  }

  /**
   * @param code with which the service refuses a page token
   */
  static AwsError tokenInvalid(String code, String token) {
    return AwsError.of(code, "The token '" + token + "' is not valid");
  }

  /**
   * @param code with which the service refuses a page token
   */
  static AwsError tokenExpired(String code, String token) {
    return AwsError.of(code, "The token '" + token + "' is expired");
  }

  /**
   * Source: Amazon EC2 User Guide, "Insufficient instance capacity"; the message as it was seen in
   * real accounts. A server's error: the SDK tries again.
   *
   * @param others the zones that have capacity
   */
  static AwsError insufficientCapacity(String type, String zone, List<String> others) {
    String elsewhere =
        others.isEmpty()
            ? ""
            : " You can currently get "
                + type
                + " capacity by not specifying an Availability Zone in your request or choosing "
                + String.join(", ", others)
                + ".";
    return new AwsError(
        "InsufficientInstanceCapacity",
        500,
        "We currently do not have sufficient "
            + type
            + " capacity in the Availability Zone you requested ("
            + zone
            + "). Our system will be working on provisioning additional capacity."
            + elsewhere);
  }
}
