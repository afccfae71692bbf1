package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How EC2 refuses what is asked of VPCs and what is in them.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; the wording is AWS's
 * as far as it is known.
 */
final class NetworkErrors {
  static final String ASSOCIATION_NOT_FOUND = "InvalidAssociationID.NotFound";

  /** What EC2 says with it; {@code %s} stands for the id. */
  static final String ASSOCIATION_NOT_FOUND_MESSAGE = "The association ID '%s' does not exist";

  private NetworkErrors() {}

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

  private static AwsError operationNotPermitted(String message) {
    return AwsError.of(Ec2Errors.OPERATION_NOT_PERMITTED, message);
  }

  private static AwsError dependencyViolation(String message) {
    return AwsError.of(Ec2Errors.DEPENDENCY_VIOLATION, message);
  }

  private static AwsError insufficientFreeAddresses(String message) {
    return AwsError.of(Ec2Errors.INSUFFICIENT_FREE_ADDRESSES, message);
  }

  static AwsError zoneNotFound(String nameOrId, Collection<String> zones) {
    return invalidParameterValue(
        nameOrId,
        "availabilityZone",
        "Subnets can currently only be created in the following availability zones: "
            + String.join(", ", zones)
            + ".");
  }

  static AwsError regionsUnknown(Collection<String> names) {
    return AwsError.of(
        "InvalidParameterValue", "Invalid region(s) provided: " + String.join(", ", names));
  }

  static AwsError accountAttributeUnknown(Collection<String> names) {
    return AwsError.of(
        "InvalidParameterValue",
        "Value (" + String.join(", ", names) + ") for parameter attributeName is invalid.");
  }

  static AwsError permissionDenied() {
    return AwsError.of(
        "AuthFailure", "You do not have permission to access the specified resource.");
  }

  /** What AWS has and this region does not; better a refusal than a silent wrong answer. */
  private static AwsError notSimulated(String what) {
    return AwsError.of("UnsupportedOperation", "The simulator does not support " + what + ".");
  }

  /**
   * An account may have no more of something. Not private: {@link SecurityGroupErrors} says it,
   * too, in the same words.
   *
   * @param what there would be too many of: {@code VPCs}
   */
  static AwsError limitExceeded(String code, String what) {
    return AwsError.of(code, "The maximum number of " + what + " has been reached.");
  }

  private static AwsError alreadyAssociated(String message) {
    return AwsError.of("Resource.AlreadyAssociated", message);
  }

  // VPCs and subnets

  static AwsError vpcRangeInvalid(String cidr) {
    return AwsError.of("InvalidVpc.Range", "The CIDR '" + cidr + "' is invalid.");
  }

  /**
   * @param other the block that it shares addresses with
   */
  static AwsError vpcRangeTaken(Cidr cidr, Cidr other) {
    return AwsError.of(
        "InvalidVpc.Range", "The CIDR '" + cidr + "' overlaps with '" + other + "' of the VPC.");
  }

  static AwsError vpcRangeRestricted(Cidr cidr) {
    return AwsError.of(
        "InvalidVpc.Range",
        "The CIDR '"
            + cidr
            + "' is restricted. Use a CIDR from the same private address range as the current VPC"
            + " CIDR, or use a publicly-routable CIDR.");
  }

  static AwsError vpcRangeRouted(Cidr cidr, RouteDestination destination, String tableId) {
    return AwsError.of(
        "InvalidVpc.Range",
        "The CIDR '"
            + cidr
            + "' is the same as, or larger than, the destination "
            + destination
            + " of a route in "
            + tableId
            + ".");
  }

  static AwsError vpcRangesExceeded(String vpcId, int most) {
    return AwsError.of(
        "CidrLimitExceeded",
        "This network '" + vpcId + "' has met its maximum number of allowed CIDRs: " + most);
  }

  static AwsError vpcRangePrimary(String associationId) {
    return operationNotPermitted(
        "The vpc CIDR block with association ID "
            + associationId
            + " may not be disassociated. It is the primary IPv4 CIDR block of the VPC");
  }

  static AwsError vpcRangeInUse(String vpcId, Cidr cidr) {
    return AwsError.of(
        "InvalidCidrBlock.InUse",
        "The vpc " + vpcId + " currently has a subnet within CIDR block " + cidr);
  }

  static AwsError vpcLimitExceeded() {
    return limitExceeded("VpcLimitExceeded", "VPCs");
  }

  static AwsError subnetRangeInvalid(String cidr) {
    return AwsError.of("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
  }

  static AwsError subnetConflict(String cidr) {
    return AwsError.of(
        "InvalidSubnet.Conflict", "The CIDR '" + cidr + "' conflicts with another subnet");
  }

  static AwsError subnetLimitExceeded() {
    return limitExceeded("SubnetLimitExceeded", "subnets");
  }

  static AwsError addressOutsideSubnet() {
    return invalidParameterValue("Address does not fall within the subnet's address range");
  }

  static AwsError addressReserved() {
    return invalidParameterValue("Address is in subnet's reserved address range");
  }

  static AwsError addressInUse(String address) {
    return AwsError.of("InvalidIPAddress.InUse", "Address " + address + " is in use.");
  }

  // Elastic IP addresses

  static AwsError addressNotFound(String publicIp) {
    return AwsError.of("InvalidAddress.NotFound", "Address '" + publicIp + "' not found.");
  }

  static AwsError addressNotAssociated(String publicIp) {
    return AwsError.of(ASSOCIATION_NOT_FOUND, "The address '" + publicIp + "' is not associated");
  }

  static AwsError associationNotFound(String id) {
    return AwsError.of(ASSOCIATION_NOT_FOUND, ASSOCIATION_NOT_FOUND_MESSAGE.formatted(id));
  }

  static AwsError addressAlreadyAssociated(String allocationId, String associationId) {
    return alreadyAssociated(
        "resource " + allocationId + " is already associated with associate-id " + associationId);
  }

  static AwsError addressLimitExceeded() {
    return limitExceeded("AddressLimitExceeded", "addresses");
  }

  // Internet gateways

  private static AwsError gatewayNotAttached(String message) {
    return AwsError.of("Gateway.NotAttached", message);
  }

  static AwsError vpcWithoutInternetGateway(String vpcId) {
    return gatewayNotAttached("Network " + vpcId + " is not attached to any internet gateway");
  }

  static AwsError vpcWithInternetGateway(String vpcId) {
    return invalidParameterValue("Network " + vpcId + " already has an internet gateway attached");
  }

  static AwsError internetGatewayNotAttached(String id, String vpcId) {
    return gatewayNotAttached("resource " + id + " is not attached to network " + vpcId);
  }

  static AwsError internetGatewayAlreadyAttached(String id, String vpcId) {
    return alreadyAssociated("resource " + id + " is already attached to network " + vpcId);
  }

  static AwsError internetGatewayInUse(String vpcId) {
    return dependencyViolation(
        "Network "
            + vpcId
            + " has some mapped public address(es). Please unmap those public address(es) before"
            + " detaching the gateway.");
  }

  static AwsError internetGatewayLimitExceeded() {
    return limitExceeded("InternetGatewayLimitExceeded", "internet gateways");
  }

  // NAT gateways: the first three are why one fails after it was created

  static AwsError natGatewayWithoutInternetGateway(String vpcId) {
    return gatewayNotAttached("Network " + vpcId + " has no Internet gateway attached");
  }

  static AwsError natGatewayAddressAlreadyAssociated(String allocationId) {
    return alreadyAssociated("Elastic IP address " + allocationId + " is already associated");
  }

  static AwsError natGatewaySubnetFull() {
    return insufficientFreeAddresses(
        "Subnet has insufficient free addresses to create this NAT gateway");
  }

  static AwsError natGatewayLimitExceeded() {
    return limitExceeded("NatGatewayLimitExceeded", "NAT gateways in this zone");
  }

  // Route tables and routes

  static AwsError routeTableLimitExceeded() {
    return limitExceeded("RouteTableLimitExceeded", "route tables");
  }

  static AwsError routeTableAlreadyAssociated(String id) {
    return alreadyAssociated(
        "the specified association for route table "
            + id
            + " conflicts with an existing association");
  }

  static AwsError routeTableOfOtherNetwork(String id, String subnetId) {
    return invalidParameterValue(
        "Route table " + id + " and subnet " + subnetId + " belong to different networks");
  }

  static AwsError routeTablesOfDifferentNetworks(String id, String otherId) {
    return invalidParameterValue(
        "Route tables " + id + " and " + otherId + " belong to different networks");
  }

  static AwsError mainAssociationNotDeletable(String associationId) {
    return invalidParameterValue(
        "cannot disassociate the main route table association " + associationId);
  }

  static AwsError routeExists(RouteDestination destination) {
    return AwsError.of(
        "RouteAlreadyExists", "The route identified by " + destination + " already exists.");
  }

  static AwsError routeNotFound(RouteDestination destination, String tableId) {
    return AwsError.of(
        "InvalidRoute.NotFound",
        "no route with destination-cidr-block " + destination + " in route table " + tableId);
  }

  static AwsError routeToReplaceNotFound(RouteDestination destination) {
    return invalidParameterValue(
        "There is no route defined for '"
            + destination
            + "' in the route table. Use CreateRoute instead.");
  }

  static AwsError localRouteNotDeletable(RouteDestination destination, String tableId) {
    return invalidParameterValue(
        "cannot remove local route " + destination + " in route table " + tableId);
  }

  static AwsError routeInsideVpc(RouteDestination destination) {
    return invalidParameterValue(
        "The destination CIDR block "
            + destination
            + " is equal to or more specific than one of this VPC's CIDR blocks. This route can"
            + " target only an interface or a NAT gateway.");
  }

  static AwsError routeLimitExceeded() {
    return limitExceeded("RouteLimitExceeded", "routes in a route table");
  }

  static AwsError routeTargetNotSingle(Collection<String> targets) {
    return invalidParameterCombination("A route has exactly one target, not " + targets);
  }

  static AwsError routeTargetOfOtherNetwork(String tableId, String target) {
    return invalidParameterValue(
        "route table " + tableId + " and " + target + " belong to different networks");
  }

  /** Routes say this of a NAT gateway that is not there, in other words than its own operations. */
  static AwsError routeTargetNatGatewayNotFound(String id) {
    return AwsError.of(
        "InvalidNatGatewayID.NotFound", "The natGateway ID '" + id + "' does not exist");
  }

  // Network ACLs

  static AwsError networkAclLimitExceeded() {
    return limitExceeded("NetworkAclLimitExceeded", "network ACLs");
  }

  static AwsError networkAclEntryLimitExceeded() {
    return limitExceeded("NetworkAclEntryLimitExceeded", "network ACL entries");
  }

  static AwsError defaultNetworkAclNotDeletable(String id) {
    return invalidParameterValue("cannot delete default network ACL " + id);
  }

  static AwsError networkAclOfOtherNetwork(String id, String subnetId) {
    return invalidParameterValue(
        "Network ACL " + id + " and subnet " + subnetId + " belong to different networks");
  }

  static AwsError networkAclEntryExists(int ruleNumber) {
    return AwsError.of(
        "NetworkAclEntryAlreadyExists",
        "The network acl entry identified by " + ruleNumber + " already exists.");
  }

  static AwsError networkAclEntryNotFound(int ruleNumber) {
    return AwsError.of(
        "InvalidNetworkAclEntry.NotFound",
        "The network acl entry identified by " + ruleNumber + " does not exist");
  }

  // Network interfaces

  static AwsError interfaceNotDeletable(String id) {
    return invalidParameterValue("Network interface '" + id + "' is currently in use.");
  }

  static AwsError interfaceInOtherZone() {
    return invalidParameterCombination(
        "You may not attach a network interface to an instance if they are not in the same"
            + " availability zone");
  }

  static AwsError interfaceWithoutChange() {
    return invalidParameterCombination("No attributes specified.");
  }

  static AwsError attachmentNotFound(String id) {
    return AwsError.of(
        "InvalidAttachmentID.NotFound", "The interface attachment '" + id + "' does not exist.");
  }

  static AwsError firstInterfaceNotDetachable() {
    return operationNotPermitted(
        "The network interface at device index 0 and networkCard index 0 cannot be detached.");
  }

  static AwsError deviceIndexInUse(String instanceId, int deviceIndex) {
    return invalidParameterValue(
        "Instance '"
            + instanceId
            + "' already has an interface attached at device index '"
            + deviceIndex
            + "'.");
  }

  static AwsError groupsPerInterfaceLimitExceeded() {
    return limitExceeded(
        "SecurityGroupsPerInterfaceLimitExceeded", "security groups per interface");
  }

  // The default VPC

  /** Source: Amazon EC2 API Reference, "Error codes", for this one and those below. */
  static AwsError defaultVpcExists() {
    return AwsError.of(
        "DefaultVpcAlreadyExists", "A Default VPC already exists for this account in this region.");
  }

  static AwsError defaultVpcMissing() {
    return AwsError.of(
        "DefaultVpcDoesNotExist", "No default VPC exists for this account in this region.");
  }

  static AwsError defaultSubnetExists(String zone) {
    return AwsError.of(
        "DefaultSubnetAlreadyExistsInAvailabilityZone",
        "A default subnet already exists in " + zone + ".");
  }

  /** A zone of another region, or of none. */
  static AwsError zoneOfDefaultSubnetUnknown(@Nullable String zone) {
    return zone == null
        ? Ec2Errors.missingParameter("AvailabilityZone")
        : Ec2Errors.invalidParameterValue(zone, "availabilityZone");
  }

  /** No block is left for another default subnet. */
  static AwsError defaultVpcFull(String id) {
    return AwsError.of(
        "InvalidSubnet.Conflict", "No block of addresses is left in " + id + " for a subnet.");
  }

  /** A private NAT gateway has no public address. */
  static AwsError privateNatGatewayWithAddress() {
    return invalidParameterCombination(
        "The parameter AllocationId cannot be used with ConnectivityType private.");
  }

  static AwsError notWithRegionalNatGateway(String parameter) {
    return invalidParameterCombination(
        "The parameter " + parameter + " cannot be used with AvailabilityMode regional.");
  }

  static AwsError onlyWithRegionalNatGateway(String parameter) {
    return invalidParameterCombination(
        "The parameter " + parameter + " can be used with AvailabilityMode regional only.");
  }

  static AwsError networkBorderGroupInvalid(String group, String region) {
    return invalidParameterValue(group, "networkBorderGroup", "Expected " + region + ".");
  }

  static AwsError ruleNumberInvalid(int number) {
    return invalidParameterValue(number, "ruleNumber", "Rule numbers are from 1 to 32766.");
  }

  // What the simulator does not support

  static AwsError ipv6NotSimulated() {
    return notSimulated("IPv6");
  }

  static AwsError subnetAttributeNotSimulated() {
    return notSimulated("this subnet attribute");
  }

  static AwsError secondaryPrivateAddressesNotSimulated() {
    return notSimulated("secondary private addresses");
  }

  static AwsError secondaryNatGatewayAddressesNotSimulated() {
    return notSimulated("secondary addresses of NAT gateways");
  }

  static AwsError routeTablesOfGatewaysNotSimulated() {
    return notSimulated("route tables of gateways");
  }

  static AwsError routeTargetsNotSimulated(Collection<String> targets) {
    return notSimulated("routes to " + targets);
  }

  static AwsError ipv6RoutesNotSimulated() {
    return notSimulated("IPv6 routes");
  }

  static AwsError ipv6NetworkAclEntriesNotSimulated() {
    return notSimulated("IPv6 network ACL entries");
  }
}
