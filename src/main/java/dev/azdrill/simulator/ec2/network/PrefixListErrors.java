package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.world.AwsError;

/**
 * How EC2 refuses what concerns prefix lists and the gateway endpoints that route to them. Source
 * of the codes: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".
 */
final class PrefixListErrors {
  private PrefixListErrors() {}

  private static AwsError notSimulated(String what) {
    return AwsError.of("UnsupportedOperation", "The simulator does not support " + what + ".");
  }

  static AwsError endpointRouteNotDeletable(String endpointId) {
    return AwsError.of(
        "InvalidParameterValue",
        "cannot remove VPC endpoint route " + endpointId + ": dissociate its route table");
  }

  static AwsError addressFamilyNotSimulated(String family) {
    return notSimulated("prefix lists of the address family " + family);
  }

  static AwsError prefixListOfAws(String id) {
    return AwsError.of(
        "InvalidPrefixListModification", "The prefix list " + id + " is managed by AWS.");
  }

  static AwsError prefixListInUse(String id) {
    return AwsError.of(
        "DependencyViolation", "The prefix list '" + id + "' is referenced by other resources.");
  }

  static AwsError prefixListVersionMismatch(String id, int current) {
    return AwsError.of(
        "PrefixListVersionMismatch",
        "The prefix list " + id + " has the current version " + current + ".");
  }

  static AwsError prefixListSizeWithEntries() {
    return AwsError.of(
        "InvalidParameterCombination",
        "MaxEntries cannot be changed together with entries of the prefix list.");
  }

  static AwsError prefixListMaxEntriesExceeded(int max) {
    return AwsError.of(
        "PrefixListMaxEntriesExceeded",
        "You've reached the maximum number of entries for the prefix list: " + max + ".");
  }

  static AwsError prefixListEntryNotFound(String id, String cidr) {
    return AwsError.of(
        "InvalidParameterValue", "The prefix list " + id + " has no entry " + cidr + ".");
  }

  static AwsError prefixListEntryRepeated(String cidr) {
    return AwsError.of("InvalidParameterValue", "The entry " + cidr + " is given more than once.");
  }

  static AwsError endpointServiceNotFound(String service) {
    return AwsError.of(
        "InvalidServiceName", "The Vpc Endpoint Service '" + service + "' does not exist");
  }

  static AwsError endpointTypeNotSimulated(String type) {
    return notSimulated("VPC endpoints of the type " + type);
  }

  static AwsError routeTableOfOtherVpc(String tableId, String vpcId) {
    return AwsError.of(
        "InvalidRouteTableId.NotFound",
        "The routeTable ID '" + tableId + "' does not exist in the VPC " + vpcId);
  }

  static AwsError routeToServiceExists(String tableId, String listId) {
    return AwsError.of(
        "RouteAlreadyExists",
        "route table "
            + tableId
            + " already has a route with destination-prefix-list-id "
            + listId);
  }
}
