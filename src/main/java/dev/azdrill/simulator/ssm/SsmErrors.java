package dev.azdrill.simulator.ssm;

import dev.azdrill.simulator.world.AwsError;

/** How Systems Manager refuses. Source: AWS Systems Manager API Reference, "GetParameter". */
final class SsmErrors {
  /** The code for a page token that this service did not give. */
  static final String INVALID_NEXT_TOKEN = "InvalidNextToken";

  private SsmErrors() {}

  static AwsError parameterNotFound(String parameter) {
    return AwsError.of("ParameterNotFound", "Parameter " + parameter + " not found.");
  }
}
