package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;

/**
 * How EC2 refuses what is asked of IAM instance profiles and their associations.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; the wording is that of
 * answers that were published from real accounts, as far as it is known.
 */
final class InstanceProfileErrors {
  private InstanceProfileErrors() {}

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

  static AwsError nameInvalid(String name) {
    return invalidParameterValue(
        name, "iamInstanceProfile.name", "Invalid IAM Instance Profile name");
  }

  static AwsError arnInvalid(String arn) {
    return invalidParameterValue(arn, "iamInstanceProfile.arn", "Invalid IAM Instance Profile ARN");
  }

  /** Source: answers of real accounts that were published. */
  static AwsError roleMissing(String arn) {
    return invalidParameterValue(
        "IAM Instance Profile \"" + arn + "\" has no associated IAM Roles");
  }

  static AwsError nameWithArn() {
    return invalidParameterCombination(
        "The parameter 'iamInstanceProfile.name' may not be used in combination with"
            + " 'iamInstanceProfile.arn'");
  }

  static AwsError nameAndArnMissing() {
    return Ec2Errors.missingParameter("iamInstanceProfile.name or iamInstanceProfile.arn");
  }

  static AwsError associationMalformed() {
    return invalidParameterValue("Invalid value for associationId.");
  }

  static AwsError associationNotFound(String id) {
    return AwsError.of(
        "InvalidAssociationID.NotFound", "An invalid association-id of '" + id + "' was given");
  }

  static AwsError associationExists(String instanceId) {
    return AwsError.of(
        "IncorrectState", "There is an existing association for instance " + instanceId);
  }

  static AwsError associationNotActive(String id) {
    return AwsError.of(
        "IncorrectState", "The association " + id + " is not the active association");
  }
}
