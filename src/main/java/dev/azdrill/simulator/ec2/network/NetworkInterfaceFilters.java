package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** What DescribeNetworkInterfaces filters by. */
final class NetworkInterfaceFilters {
  private NetworkInterfaceFilters() {}

  static DescribeFilters<NetworkInterface> all() {
    DescribeFilters<NetworkInterface> filters =
        new DescribeFilters<NetworkInterface>()
            .on("network-interface-id", NetworkInterface::networkInterfaceId)
            .on("availability-zone", NetworkInterface::availabilityZone)
            .on("availability-zone-id", NetworkInterface::availabilityZoneId)
            .on("description", NetworkInterface::description)
            .on("interface-type", NetworkInterface::interfaceTypeAsString)
            .on("mac-address", NetworkInterface::macAddress)
            .on("owner-id", NetworkInterface::ownerId)
            .on("private-dns-name", NetworkInterface::privateDnsName)
            .on("private-ip-address", NetworkInterface::privateIpAddress)
            .on("requester-id", NetworkInterface::requesterId)
            .on("requester-managed", NetworkInterface::requesterManaged)
            .on("source-dest-check", NetworkInterface::sourceDestCheck)
            .on("status", NetworkInterface::statusAsString)
            .on("subnet-id", NetworkInterface::subnetId)
            .on("vpc-id", NetworkInterface::vpcId)
            .onMany(
                "addresses.private-ip-address",
                eni ->
                    eni.privateIpAddresses().stream()
                        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
                        .toList())
            .onMany("group-id", eni -> eni.groups().stream().map(GroupIdentifier::groupId).toList())
            .onMany(
                "group-name", eni -> eni.groups().stream().map(GroupIdentifier::groupName).toList())
            .onTags(eni -> ResourceTags.byKey(eni.tagSet()));
    attachment(filters);
    association(filters);
    return filters;
  }

  private static void attachment(DescribeFilters<NetworkInterface> filters) {
    on(filters, "attachment-id", NetworkInterfaceAttachment::attachmentId);
    on(filters, "attach-time", NetworkInterfaceAttachment::attachTime);
    on(filters, "delete-on-termination", NetworkInterfaceAttachment::deleteOnTermination);
    on(filters, "device-index", NetworkInterfaceAttachment::deviceIndex);
    on(filters, "instance-id", NetworkInterfaceAttachment::instanceId);
    on(filters, "instance-owner-id", NetworkInterfaceAttachment::instanceOwnerId);
    on(filters, "status", NetworkInterfaceAttachment::statusAsString);
  }

  private static void on(
      DescribeFilters<NetworkInterface> filters,
      String name,
      Function<NetworkInterfaceAttachment, @Nullable Object> value) {
    filters.on(
        "attachment." + name,
        eni -> eni.attachment() == null ? null : value.apply(eni.attachment()));
  }

  private static void association(DescribeFilters<NetworkInterface> filters) {
    associated(filters, "allocation-id", NetworkInterfaceAssociation::allocationId);
    associated(filters, "association-id", NetworkInterfaceAssociation::associationId);
    associated(filters, "ip-owner-id", NetworkInterfaceAssociation::ipOwnerId);
    associated(filters, "public-ip", NetworkInterfaceAssociation::publicIp);
    associated(filters, "public-dns-name", NetworkInterfaceAssociation::publicDnsName);
  }

  private static void associated(
      DescribeFilters<NetworkInterface> filters,
      String name,
      Function<NetworkInterfaceAssociation, @Nullable Object> value) {
    for (String prefix : new String[] {"association.", "addresses.association."}) {
      filters.on(
          prefix + name, eni -> eni.association() == null ? null : value.apply(eni.association()));
    }
  }
}
