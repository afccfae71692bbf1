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

  static AwsError exists(String name) {
    return AwsError.of("InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
  }

  static AwsError materialMalformed() {
    return AwsError.of("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
  }

  static AwsError nameBlank() {
    return Ec2Errors.invalidParameterValue(
        "Invalid value '' for keyPairNames. It should not be blank");
  }

  static AwsError nameTooLong(String name, int maximum) {
    return Ec2Errors.invalidParameterValue(
        name, "KeyName", "Length exceeds maximum of " + maximum + ".");
  }

  static AwsError nameMalformed(String name) {
    return Ec2Errors.invalidParameterValue(
        name, "KeyName", "It must be ASCII characters, without spaces at its beginning and end.");
  }

  static AwsError nameAndIdMissing() {
    return Ec2Errors.missingParameters(
        "The request must contain the parameter KeyName or KeyPairId");
  }

  static AwsError nameWithId() {
    return Ec2Errors.invalidParameterCombination(
        "The parameters 'KeyName' and 'KeyPairId' cannot be used together");
  }
}
