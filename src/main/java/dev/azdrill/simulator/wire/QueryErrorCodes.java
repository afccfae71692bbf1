package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsError;
import java.util.Map;

/**
 * The errors of a service that spoke the query protocol before it spoke another: its codes stay as
 * they were, in a header, and bodies name the shapes of its model.
 *
 * <p>Source: Smithy 2.0, "awsQueryCompatible trait".
 */
final class QueryErrorCodes {
  static final String HEADER = "x-amzn-query-error";

  private static final String NAMESPACE = "com.amazonaws.cloudwatch#";

  /** Where shape and code differ. Source: the model of CloudWatch, its "awsQueryError" traits. */
  private static final Map<String, String> SHAPES =
      Map.of(
          "InternalServiceError", "InternalServiceFault",
          "InvalidFormat", "InvalidFormatFault",
          "InvalidParameterCombination", "InvalidParameterCombinationException",
          "InvalidParameterInput", "DashboardInvalidInputError",
          "InvalidParameterValue", "InvalidParameterValueException",
          "LimitExceeded", "LimitExceededFault",
          "MissingParameter", "MissingRequiredParameterException");

  private static final int SERVER_ERROR = 500;

  private QueryErrorCodes() {}

  static String shapeId(AwsError error) {
    return NAMESPACE + SHAPES.getOrDefault(error.code(), error.code());
  }

  /** The header's value: {@code ResourceNotFound;Sender}. */
  static String header(AwsError error) {
    return error.code() + ";" + (error.status() < SERVER_ERROR ? "Sender" : "Receiver");
  }
}
