package dev.azdrill.simulator.wire;

import dev.azdrill.codec.DecodingException;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The errors that AWS gives before an operation runs; each protocol has its own codes for them. */
final class ProtocolErrors {
  /** The end of a sentence about something that is not there. */
  private static final String WHAT_THERE_IS = ": docs/members.md of azdrill lists what it has.";

  static final String INVALID_ACTION = "InvalidAction";
  static final String UNKNOWN_OPERATION = "UnknownOperationException";

  private ProtocolErrors() {}

  static AwsError of(Service service, DecodingException wrong) {
    return switch (service.protocol()) {
      case EC2_QUERY -> AwsError.of(ec2Code(wrong.reason()), wrong.getMessage());
      case AWS_QUERY -> AwsError.of(queryCode(wrong.reason()), wrong.getMessage());
      case AWS_JSON, REST_JSON -> AwsError.of("ValidationException", wrong.getMessage());
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

  /**
   * A request without members that its operation demands. Source: the "Common Errors" pages of the
   * API references.
   */
  static AwsError membersMissing(Service service, List<MemberPath> paths) {
    return switch (service) {
      case EC2, RDS, CLOUDWATCH ->
          AwsError.of(
              "MissingParameter",
              "The request must contain the parameter "
                  + paths.get(0).query(service != Service.EC2));
      default ->
          constraints(
              service,
              paths.stream()
                  .map(
                      path ->
                          "Value null at '"
                              + path.camelCase()
                              + "' failed to satisfy constraint: Member must not be null")
                  .toList());
    };
  }

  /** A page that would have no items. */
  static AwsError pageTooSmall(Service service, String name, int size) {
    return switch (service) {
      case EC2, RDS, CLOUDWATCH ->
          AwsError.of(
              "InvalidParameterValue",
              "Value ( " + size + " ) for parameter " + camelCase(name) + " is invalid.");
      default ->
          constraints(
              service,
              List.of(
                  "Value '"
                      + size
                      + "' at '"
                      + camelCase(name)
                      + "' failed to satisfy constraint: Member must have value greater than or"
                      + " equal to 1"));
    };
  }

  /** A member that would be taken and ignored. */
  static AwsError unheeded(Service service, String action, MemberPath member, Object given) {
    String message =
        "The simulator does not have "
            + String.join(".", member.steps())
            + " of "
            + action
            + ": leave it out, or give it the value that changes nothing; saw '"
            + given
            + "'";
    return switch (service) {
      case EC2 -> AwsError.of("UnsupportedOperation", message);
      case RDS -> AwsError.of("InvalidParameterCombination", message);
      case CLOUDWATCH -> AwsError.of("InvalidParameterValue", message);
      case WAFV2 -> AwsError.of("WAFInvalidParameterException", message);
      case ACM, SSM, FIS -> AwsError.of("ValidationException", message);
      default -> AwsError.of("ValidationError", message);
    };
  }

  /** A tag that no user may set. Source: as for {@link #tagRefused}. */
  static AwsError tagReserved(Service service) {
    return tagRefused(
        service,
        service == Service.EC2
            ? "Tag keys starting with 'aws:' are reserved for internal use"
            : "aws: prefixed tag key names are not allowed for external use.");
  }

  /** A key that stands twice in one list of tags. */
  static AwsError tagTwice(Service service, String key) {
    if (service == Service.ELASTIC_LOAD_BALANCING) {
      return AwsError.of(
          "DuplicateTagKeys", "The tag key '" + key + "' is specified more than once");
    }
    return tagRefused(service, "Duplicate tag key '" + key + "' specified.");
  }

  static AwsError tagKeyEmpty(Service service) {
    return tagRefused(service, "Tag key cannot be null or empty");
  }

  static AwsError tagKeyTooLong(Service service, int max) {
    return tagRefused(service, "Tag key exceeds the maximum length of " + max + " characters");
  }

  static AwsError tagValueTooLong(Service service, int max) {
    return tagRefused(service, "Tag value exceeds the maximum length of " + max + " characters");
  }

  /** A tag that is none. Source: the "Errors" of the tagging operations in the API references. */
  private static AwsError tagRefused(Service service, String message) {
    return switch (service) {
      case EC2, RDS, CLOUDWATCH -> AwsError.of("InvalidParameterValue", message);
      case ACM -> AwsError.of("InvalidTagException", message);
      case IAM -> AwsError.of("InvalidInput", message);
      case WAFV2 -> AwsError.of("WAFInvalidParameterException", message);
      case FIS -> AwsError.of("ValidationException", message);
      default -> AwsError.of("ValidationError", message);
    };
  }

  /**
   * Values that the service's model does not allow.
   *
   * @param broken a sentence for each
   */
  static AwsError constraints(Service service, List<String> broken) {
    String code = speaksJson(service) ? "ValidationException" : "ValidationError";
    String count = broken.size() == 1 ? "1 validation error" : broken.size() + " validation errors";
    return AwsError.of(code, count + " detected: " + String.join("; ", broken));
  }

  private static boolean speaksJson(Service service) {
    return service.protocol() == Service.Protocol.AWS_JSON
        || service.protocol() == Service.Protocol.REST_JSON;
  }

  private static String camelCase(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** A request that names no operation. */
  static AwsError missingAction(String where) {
    return AwsError.of("MissingAction", "The request must contain the " + where);
  }

  /** A request that is signed for a service that the region does not have. */
  static AwsError absentService(String code, String name) {
    return AwsError.of(
        code, "The simulator does not have the service '" + name + "'" + WHAT_THERE_IS);
  }

  /** The older Elastic Load Balancing, which has the name of the newer one and nothing else. */
  static AwsError classicLoadBalancers(String version) {
    return AwsError.of(
        INVALID_ACTION,
        "The simulator does not have Classic Load Balancers (version "
            + version
            + " of Elastic Load Balancing)"
            + WHAT_THERE_IS);
  }

  /** A request that is not for any service of the region. */
  static AwsError unknownService(String host) {
    return AwsError.of(
        INVALID_ACTION,
        "The simulator has no service for host '"
            + host
            + "': sign the request, or use a host such as ec2.eu-west-2.amazonaws.com");
  }

  /** A verb and a path that are none of a REST API. */
  static AwsError unknownResource(Service service, String method, String path) {
    return AwsError.of(
        UNKNOWN_OPERATION,
        "The service '" + service.signingName() + "' has no operation " + method + " " + path);
  }

  /** A path that names no operation as the RPC protocol does. */
  static AwsError unknownPath(String path) {
    return AwsError.of(
        UNKNOWN_OPERATION, "Expected a path like /service/NAME/operation/NAME, saw " + path);
  }

  static AwsError notJson(String why) {
    return AwsError.of("SerializationException", "The request body is not JSON: " + why);
  }

  /**
   * Source: Amazon EC2 API Reference, "Ensuring idempotency"; AWS Fault Injection Service API
   * Reference, "CreateExperimentTemplate", whose errors have no other for it.
   */
  static AwsError otherRequestOfSameToken(Service service) {
    if (service == Service.FIS) {
      return new AwsError(
          "ConflictException",
          409,
          "The client token was used before, in a request with other parameters.");
    }
    return AwsError.of(
        "IdempotentParameterMismatch",
        "The request uses the same client token as a previous, but non-identical request.");
  }

  /** Source: Amazon EC2 API Reference, "Error codes". */
  static AwsError instanceOfSameTokenTerminated() {
    return AwsError.of(
        "IdempotentInstanceTerminated",
        "The request to launch an instance uses the same client token as a previous request for"
            + " which the instance has been terminated.");
  }

  /** The answer to a dry run that would have been accepted. */
  static AwsError dryRun() {
    return new AwsError(
        "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
  }

  static AwsError unknownAction(Service service, String action) {
    if (speaksJson(service)) {
      return AwsError.of(
          UNKNOWN_OPERATION,
          "The operation "
              + action
              + " is not known, or the simulator does not have it"
              + WHAT_THERE_IS);
    }
    return AwsError.of(
        INVALID_ACTION,
        "The action "
            + action
            + " is not valid for this web service, or the simulator does not have it"
            + WHAT_THERE_IS);
  }

  /** Who waits by polling waits for ever: nothing changes until somebody moves the clock. */
  static AwsError timeStandsStill(String operation, int times, Instant now) {
    return AwsError.of(
        "TimeStandsStill",
        "time stands still: wait with Eventually. "
            + operation
            + " was asked "
            + times
            + " times at "
            + now
            + ", and nothing can change until somebody moves the clock");
  }

  /**
   * The caller makes too many calls. Source: Amazon EC2 API Reference, "Error codes"; "Common
   * Errors" of the other services' references.
   */
  static AwsError throttled(Service service) {
    return switch (service.protocol()) {
      case EC2_QUERY -> new AwsError("RequestLimitExceeded", 503, "Request limit exceeded.");
      case AWS_QUERY -> AwsError.of("Throttling", "Rate exceeded");
      case AWS_JSON, REST_JSON -> AwsError.of("ThrottlingException", "Rate exceeded");
    };
  }

  /** The service cannot answer now. Source: as for {@link #throttled}. */
  static AwsError unavailable(Service service) {
    return service.protocol() == Service.Protocol.EC2_QUERY
        ? new AwsError("Unavailable", 503, "The service is unavailable. Please try again shortly.")
        : new AwsError("ServiceUnavailable", 503, "Service is unable to handle request.");
  }

  /** The service fails. Source: as for {@link #throttled}. */
  static AwsError failed(Service service) {
    String code =
        service.protocol() == Service.Protocol.EC2_QUERY ? "InternalError" : "InternalFailure";
    return new AwsError(code, 500, "An internal error has occurred");
  }
}
