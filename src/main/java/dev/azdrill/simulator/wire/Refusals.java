package dev.azdrill.simulator.wire;

import dev.azdrill.codec.DecodingException;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;

/** The errors that AWS gives before an operation runs; each protocol has its own codes for them. */
final class Refusals {
  private Refusals() {}

  static AwsError of(Service service, DecodingException wrong) {
    return switch (service.protocol()) {
      case EC2_QUERY -> AwsError.of(ec2Code(wrong.reason()), wrong.getMessage());
      case AWS_QUERY -> AwsError.of(queryCode(wrong.reason()), wrong.getMessage());
      case AWS_JSON -> AwsError.of("ValidationException", wrong.getMessage());
    };
  }

  /** Source: Amazon EC2 API Reference, "Error codes". */
  private static String ec2Code(DecodingException.Reason reason) {
    return switch (reason) {
      case MISSING -> "MissingParameter";
      case UNKNOWN -> "UnknownParameter";
      case MALFORMED -> "InvalidParameterValue";
    };
  }

  /** Source: the "Common Errors" page of the query services' API references. */
  private static String queryCode(DecodingException.Reason reason) {
    return switch (reason) {
      case MISSING, UNKNOWN -> "ValidationError";
      case MALFORMED -> "MalformedInput";
    };
  }

  static AwsError unknownAction(Service service, String action) {
    if (service.protocol() == Service.Protocol.AWS_JSON) {
      return AwsError.of("UnknownOperationException", "The operation " + action + " is not known");
    }
    return AwsError.of(
        "InvalidAction",
        "The action "
            + action
            + " is not valid for this web service, or the simulator does not have it.");
  }

  static AwsError internal(RuntimeException defect) {
    return new AwsError(
        "InternalFailure", 500, "A defect of the simulator, please report it: " + defect);
  }
}
