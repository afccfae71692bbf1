package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.AwsError;

/**
 * How IAM refuses.
 *
 * <p>Source: IAM API Reference, the errors of each action; the wording is that of answers that were
 * published from real accounts, as far as it is known.
 */
final class IamErrors {
  /** The code for a marker that this service did not give. */
  static final String INVALID_MARKER = "ValidationError";

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private IamErrors() {}

  private static AwsError noSuchEntity(String message) {
    return new AwsError("NoSuchEntity", NOT_FOUND, message);
  }

  private static AwsError alreadyExists(String message) {
    return new AwsError("EntityAlreadyExists", CONFLICT, message);
  }

  private static AwsError deleteConflict(String message) {
    return new AwsError("DeleteConflict", CONFLICT, message);
  }

  private static AwsError limitExceeded(String message) {
    return new AwsError("LimitExceeded", CONFLICT, message);
  }

  private static AwsError malformedPolicy(String message) {
    return AwsError.of("MalformedPolicyDocument", message);
  }

  // Roles

  static AwsError roleNotFound(String name) {
    return noSuchEntity("The role with name " + name + " cannot be found.");
  }

  static AwsError roleExists(String name) {
    return alreadyExists("Role with name " + name + " already exists.");
  }

  static AwsError roleInProfile() {
    return deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
  }

  static AwsError roleHasAttachedPolicies() {
    return deleteConflict("Cannot delete entity, must detach all policies first.");
  }

  static AwsError roleHasPolicies() {
    return deleteConflict("Cannot delete entity, must delete policies first.");
  }

  static AwsError trustPolicyTooLong(int max) {
    return limitExceeded("Cannot exceed quota for ACLSizePerRole: " + max);
  }

  // Policies of a role

  static AwsError rolePolicyNotFound(String name) {
    return noSuchEntity("The role policy with name " + name + " cannot be found.");
  }

  static AwsError rolePoliciesTooLong(String role, int max) {
    return limitExceeded("Maximum policy size of " + max + " bytes exceeded for role " + role);
  }

  static AwsError tooManyAttachedPolicies(int max) {
    return limitExceeded("Cannot exceed quota for PoliciesPerRole: " + max);
  }

  // Managed policies

  static AwsError policyNotFound(String arn) {
    return noSuchEntity("Policy " + arn + " was not found.");
  }

  static AwsError policyNotAttachable(String arn) {
    return noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
  }

  static AwsError policyExists(String name) {
    return alreadyExists(
        "A policy called " + name + " already exists. Duplicate names are not allowed.");
  }

  static AwsError policyTooLong(int max) {
    return limitExceeded("Cannot exceed quota for PolicySize: " + max);
  }

  static AwsError policyAttached() {
    return deleteConflict("Cannot delete a policy attached to entities.");
  }

  static AwsError policyHasVersions() {
    return deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the"
            + " policy's versions. The default version is deleted with the policy.");
  }

  static AwsError policyOfAws(String arn) {
    return AwsError.of(
        "InvalidInput", "AWS manages policy " + arn + ": it can be attached, and not changed.");
  }

  static AwsError policyDocumentOfAws(String arn) {
    return AwsError.of(
        "ValidationError",
        "The simulator does not have the documents of the policies that AWS manages: it knows that "
            + arn
            + " exists and can be attached, and evaluates no permissions");
  }

  static AwsError versionNotFound(String arn, String version) {
    return noSuchEntity(
        "Policy " + arn + " version " + version + " does not exist or is not attachable.");
  }

  static AwsError tooManyVersions(int max) {
    return limitExceeded(
        "A managed policy can have up to "
            + max
            + " versions. Before you create a new version, you must delete an existing version.");
  }

  static AwsError versionIsDefault() {
    return deleteConflict("Cannot delete the default version of a policy.");
  }

  // Documents

  static AwsError documentNotJson() {
    return malformedPolicy("Syntax errors in policy.");
  }

  static AwsError documentOfOtherVersion() {
    return malformedPolicy("Policy document must be version 2012-10-17 or greater.");
  }

  static AwsError documentLacks(String field) {
    return malformedPolicy("Missing required field " + field);
  }

  static AwsError documentMustNotHave(String field) {
    return malformedPolicy("Has prohibited field " + field);
  }

  static AwsError documentWithPrincipal() {
    return malformedPolicy("Policy document should not specify a principal.");
  }

  static AwsError statementIdTwice() {
    return malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
  }

  static AwsError statementWithoutActions() {
    return malformedPolicy("Policy statement must contain actions.");
  }

  static AwsError statementWithoutResources() {
    return malformedPolicy("Policy statement must contain resources.");
  }

  static AwsError actionWithoutService() {
    return malformedPolicy(
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }

  static AwsError actionNotOfSts() {
    return malformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
  }

  static AwsError resourceNotArn(String resource) {
    return malformedPolicy("Resource " + resource + " must be in ARN format or \"*\".");
  }

  // Instance profiles

  static AwsError profileNotFound(String name) {
    return noSuchEntity("Instance Profile " + name + " cannot be found.");
  }

  static AwsError profileExists(String name) {
    return alreadyExists("Instance Profile " + name + " already exists.");
  }

  static AwsError profileHasRole(int max) {
    return limitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: " + max);
  }

  static AwsError profileNotEmpty() {
    return deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
  }

  // Tags

  static AwsError tagKeyTwice() {
    return AwsError.of(
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }

  static AwsError tooManyTags() {
    return limitExceeded("The number of tags has reached the maximum limit.");
  }
}
