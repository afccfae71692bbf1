package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import software.amazon.awssdk.services.ec2.model.Address;

/** The filters of DescribeAddresses. */
final class AddressFilters {
  static final DescribeFilters<Address> ALL =
      new DescribeFilters<Address>()
          .on("allocation-id", Address::allocationId)
          .on("association-id", Address::associationId)
          .on("domain", Address::domainAsString)
          .on("instance-id", Address::instanceId)
          .on("network-border-group", Address::networkBorderGroup)
          .on("network-interface-id", Address::networkInterfaceId)
          .on("network-interface-owner-id", Address::networkInterfaceOwnerId)
          .on("private-ip-address", Address::privateIpAddress)
          .on("public-ip", Address::publicIp)
          .onTags(address -> ResourceTags.byKey(address.tags()));

  private AddressFilters() {}
}
