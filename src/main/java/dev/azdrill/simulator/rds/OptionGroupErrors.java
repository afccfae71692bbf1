package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;

/**
 * How RDS refuses requests for option groups. Codes are those of the service model; the texts are
 * AWS's where they are known.
 */
final class OptionGroupErrors {
  private OptionGroupErrors() {}

  static AwsError notFound(String name) {
    return new AwsError(
        "OptionGroupNotFoundFault", 404, "Specified OptionGroupName: " + name + " not found.");
  }

  static AwsError exists(String name) {
    return AwsError.of(
        "OptionGroupAlreadyExistsFault", "An option group named " + name + " already exists.");
  }

  static AwsError inUse(String name) {
    return AwsError.of(
        "InvalidOptionGroupStateFault",
        "The option group " + name + " cannot be deleted because it is in use.");
  }

  static AwsError defaultFixed(String name) {
    return AwsError.of(
        "InvalidParameterValue",
        "The option group " + name + " is a default one: it cannot be changed or deleted");
  }

  static AwsError engine(String engine) {
    return AwsError.of(
        "InvalidParameterValue",
        "azdrill simulates option groups of postgres; the request is for " + engine);
  }

  static AwsError version(String major) {
    return AwsError.of(
        "InvalidParameterCombination", "Cannot find major version " + major + " for postgres");
  }

  static AwsError ofOtherVersion(String name, String major, String wanted) {
    return AwsError.of(
        "InvalidParameterCombination",
        "The option group "
            + name
            + " is for the major version "
            + major
            + ", and the DB instance has "
            + wanted);
  }

  static AwsError byNameAndEngine() {
    return AwsError.of(
        "InvalidParameterCombination",
        "OptionGroupName can't be combined with EngineName or MajorEngineVersion");
  }

  static AwsError optionsMissing() {
    return AwsError.of(
        "InvalidParameterCombination", "At least one option must be added, modified, or removed.");
  }

  static AwsError optionUnknown(String option, String major) {
    return AwsError.of(
        "InvalidParameterValue",
        "The option " + option + " is not one of postgres " + major + ", which has none");
  }
}
