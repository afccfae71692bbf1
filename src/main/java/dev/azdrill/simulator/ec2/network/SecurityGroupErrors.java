package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * How EC2 refuses what is asked of security groups and their rules. Source of the codes: as for
 * {@link NetworkErrors}.
 */
final class SecurityGroupErrors {
  private SecurityGroupErrors() {}

  private static AwsError invalidParameterValue(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_VALUE, message);
  }

  /** EC2's most common words, and a sentence after them. */
  private static AwsError invalidParameterValue(
      @Nullable Object value, String parameter, String hint) {
    return invalidParameterValue(
        Ec2Errors.invalidParameterValue(value, parameter).getMessage() + " " + hint);
  }

  private static AwsError invalidParameterCombination(String message) {
    return AwsError.of(Ec2Errors.INVALID_PARAMETER_COMBINATION, message);
  }

  private static AwsError dependencyViolation(String message) {
    return AwsError.of(Ec2Errors.DEPENDENCY_VIOLATION, message);
  }

  static AwsError groupNameReserved(String name) {
    return invalidParameterValue("Cannot use reserved security group name: " + name);
  }

  static AwsError groupExists(String name, String vpcId) {
    return AwsError.of(
        "InvalidGroup.Duplicate",
        "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
  }

  static AwsError groupOfOtherAccount(@Nullable String id, String account) {
    return AwsError.of(
        Ec2Errors.GROUP_NOT_FOUND,
        "You have specified two resources that belong to different networks: account '"
            + account
            + "' has no security group '"
            + id
            + "' here");
  }

  static AwsError defaultGroupNotDeletable(String id) {
    return AwsError.of(
        "CannotDelete",
        "the specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user");
  }

  static AwsError groupInUse(String id) {
    return dependencyViolation("resource " + id + " has a dependent object");
  }

  static AwsError groupsOfDifferentNetworks() {
    return AwsError.of(
        Ec2Errors.GROUP_NOT_FOUND,
        "You have specified two resources that belong to different networks.");
  }

  static AwsError rulesPerGroupLimitExceeded() {
    return NetworkErrors.limitExceeded(
        "RulesPerSecurityGroupLimitExceeded", "rules per security group");
  }

  private static AwsError permissionMalformed(String message) {
    return AwsError.of("InvalidPermission.Malformed", message);
  }

  static AwsError permissionWithoutSource() {
    return permissionMalformed(
        "The permission names no CIDR block, no prefix list and no security group");
  }

  static AwsError protocolUnsupported(String protocol) {
    return permissionMalformed("Unsupported IP protocol \"" + protocol + "\"");
  }

  /** What a rule names as its source or destination is not exactly one. */
  static AwsError permissionSourceNotSingle() {
    return invalidParameterCombination(
        "A security group rule has exactly one source or destination");
  }

  static AwsError permissionExists(String rule) {
    return AwsError.of(
        "InvalidPermission.Duplicate", "the specified rule \"" + rule + "\" already exists");
  }

  /** One request names a permission more than once. */
  static AwsError permissionRepeated() {
    return invalidParameterValue("The same permission must not appear multiple times");
  }

  static AwsError permissionNotFound() {
    return AwsError.of(
        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
  }

  static AwsError permissionCidrMalformed(String cidr) {
    return invalidParameterValue("CIDR block " + cidr + " is malformed");
  }

  static AwsError portsMissing() {
    return invalidParameterValue(
        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  }

  static AwsError portRangeInvalid(String protocol, int from, int to) {
    return invalidParameterValue("Invalid " + protocol + " port range (" + from + ":" + to + ")");
  }

  /** Descriptions are given for permissions or for rule ids. */
  static AwsError descriptionsNotOneWay() {
    return invalidParameterCombination(
        "Specify either IpPermissions or SecurityGroupRuleDescriptions");
  }

  static AwsError groupNameLikeId(String name) {
    return invalidParameterValue(name, "groupName", "Group names may not be in the format sg-*.");
  }

  static AwsError groupTextInvalid(String value, String parameter) {
    return invalidParameterValue(
        value,
        parameter,
        "Character sets beyond a-zA-Z0-9. _-:/()#,@[]+=&;{}!$* are not supported,"
            + " nor more than 255 characters.");
  }
}
