package dev.azdrill.simulator.ssm;

import dev.azdrill.simulator.world.AwsError;

/** How Systems Manager refuses. Source: AWS Systems Manager API Reference, "GetParameter". */
final class SsmErrors {
  private SsmErrors() {}

  static AwsError notFound(String parameter) {
    return AwsError.of("ParameterNotFound", "Parameter " + parameter + " not found.");
  }
}
