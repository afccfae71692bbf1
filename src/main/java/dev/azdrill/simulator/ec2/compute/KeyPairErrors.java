package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;

/**
 * How EC2 refuses what is asked of key pairs.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; the wording is AWS's
 * as far as it is known.
 */
final class KeyPairErrors {
  private KeyPairErrors() {}

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_VALUE, message);
  }

  /** EC2's most common words, and a sentence after them. */
  private static AwsError invalidParameterValue(String value, String parameter, String hint) {
    return invalidParameterValue(
        Ec2Errors.invalidParameterValue(value, parameter).getMessage() + " " + hint);
  }

  private static AwsError invalidParameterCombination(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_COMBINATION, message);
  }

  private static AwsError missingParameters(String message) {
    return AwsError.of(Ec2Errors.MISSING_PARAMETER, message);
  }

  static AwsError exists(String name) {
    return AwsError.of("InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
  }

  static AwsError materialMalformed() {
    return AwsError.of("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
  }

  static AwsError nameBlank() {
    return invalidParameterValue("Invalid value '' for keyPairNames. It should not be blank");
  }

  static AwsError nameTooLong(String name, int maximum) {
    return invalidParameterValue(name, "KeyName", "Length exceeds maximum of " + maximum + ".");
  }

  static AwsError nameMalformed(String name) {
    return invalidParameterValue(
        name, "KeyName", "It must be ASCII characters, without spaces at its beginning and end.");
  }

  static AwsError nameAndIdMissing() {
    return missingParameters("The request must contain the parameter KeyName or KeyPairId");
  }

  static AwsError nameWithId() {
    return invalidParameterCombination(
        "The parameters 'KeyName' and 'KeyPairId' cannot be used together");
  }
}
