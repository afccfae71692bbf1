package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachmentChanges;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * What the API lets an account do with network interfaces: with its own almost all, with those of a
 * service almost nothing.
 */
final class NetworkInterfaceOperations {
  private static final DescribeFilters<NetworkInterface> FILTERS = NetworkInterfaceFilters.all();

  private final NetworkInterfaces interfaces;
  private final Subnets subnets;
  private final SecurityGroups groups;

  NetworkInterfaceOperations(NetworkInterfaces interfaces, Subnets subnets, SecurityGroups groups) {
    this.interfaces = interfaces;
    this.subnets = subnets;
    this.groups = groups;
  }

  void enter(Operations.Page page) {
    page.write("CreateNetworkInterface", CreateNetworkInterfaceRequest::builder, this::create);
    page.read(
        "DescribeNetworkInterfaces", DescribeNetworkInterfacesRequest::builder, this::describe);
    page.write("DeleteNetworkInterface", DeleteNetworkInterfaceRequest::builder, this::delete);
    page.write("AttachNetworkInterface", AttachNetworkInterfaceRequest::builder, this::attach);
    page.write("DetachNetworkInterface", DetachNetworkInterfaceRequest::builder, this::detach);
    page.write(
        "ModifyNetworkInterfaceAttribute",
        ModifyNetworkInterfaceAttributeRequest::builder,
        this::modify);
  }

  private CreateNetworkInterfaceResponse create(CreateNetworkInterfaceRequest request) {
    if (request.hasPrivateIpAddresses() || request.secondaryPrivateIpAddressCount() != null) {
      throw NetworkErrors.secondaryPrivateAddressesNotSimulated();
    }
    Subnet subnet = subnets.one(request.subnetId());
    List<String> members =
        request.groups().isEmpty()
            ? List.of(groups.defaultOf(subnet.vpcId()).groupId())
            : request.groups();
    String description = request.description() == null ? "" : request.description();
    NetworkInterface eni =
        interfaces.create(
            InterfaceSpec.of(subnet.subnetId(), members, description)
                .withAddress(request.privateIpAddress())
                .withTags(request.tagSpecifications()));
    return CreateNetworkInterfaceResponse.builder()
        .networkInterface(eni)
        .clientToken(request.clientToken())
        .build();
  }

  private DescribeNetworkInterfacesResponse describe(DescribeNetworkInterfacesRequest request) {
    Page<NetworkInterface> page =
        DescribeParameters.page(
            FILTERS.apply(
                interfaces.all(request.networkInterfaceIds()),
                DescribeParameters.by(request.filters())),
            request.networkInterfaceIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeNetworkInterfacesResponse.builder()
        .networkInterfaces(page.items())
        .nextToken(page.next())
        .build();
  }

  private DeleteNetworkInterfaceResponse delete(DeleteNetworkInterfaceRequest request) {
    NetworkInterface eni = interfaces.one(request.networkInterfaceId());
    if (eni.attachment() != null) {
      throw NetworkErrors.interfaceNotDeletable(eni.networkInterfaceId());
    }
    interfaces.delete(eni.networkInterfaceId());
    return DeleteNetworkInterfaceResponse.builder().build();
  }

  private AttachNetworkInterfaceResponse attach(AttachNetworkInterfaceRequest request) {
    NetworkInterface eni = own(interfaces.one(request.networkInterfaceId()));
    List<NetworkInterface> ofInstance = interfaces.ofInstance(request.instanceId());
    if (ofInstance.isEmpty()) {
      throw ResourceIdFormat.INSTANCE.unknown(request.instanceId());
    }
    if (!ofInstance.get(0).availabilityZone().equals(eni.availabilityZone())) {
      throw NetworkErrors.interfaceInOtherZone();
    }
    String attachmentId =
        interfaces.attach(
            eni.networkInterfaceId(), request.instanceId(), request.deviceIndex(), false);
    return AttachNetworkInterfaceResponse.builder()
        .attachmentId(attachmentId)
        .networkCardIndex(0)
        .build();
  }

  private DetachNetworkInterfaceResponse detach(DetachNetworkInterfaceRequest request) {
    NetworkInterface eni =
        own(
            interfaces
                .attachedBy(request.attachmentId())
                .orElseThrow(() -> NetworkErrors.attachmentNotFound(request.attachmentId())));
    if (eni.attachment().deviceIndex() == 0) {
      throw NetworkErrors.firstInterfaceNotDetachable();
    }
    interfaces.detach(eni.networkInterfaceId());
    return DetachNetworkInterfaceResponse.builder().build();
  }

  private ModifyNetworkInterfaceAttributeResponse modify(
      ModifyNetworkInterfaceAttributeRequest request) {
    String id = own(interfaces.one(request.networkInterfaceId())).networkInterfaceId();
    NetworkInterfaceAttachmentChanges attachment = request.attachment();
    if (request.hasGroups() && !request.groups().isEmpty()) {
      interfaces.secure(id, request.groups());
    } else if (request.sourceDestCheck() != null) {
      interfaces.sourceDestCheck(id, request.sourceDestCheck().value());
    } else if (request.description() != null) {
      interfaces.describeAs(id, request.description().value());
    } else if (attachment != null && attachment.deleteOnTermination() != null) {
      checkAttachment(interfaces.one(id), attachment.attachmentId());
      interfaces.deleteOnTermination(id, attachment.deleteOnTermination());
    } else {
      throw NetworkErrors.interfaceWithoutChange();
    }
    return ModifyNetworkInterfaceAttributeResponse.builder().build();
  }

  private static void checkAttachment(NetworkInterface eni, String attachmentId) {
    if (eni.attachment() == null || !eni.attachment().attachmentId().equals(attachmentId)) {
      throw NetworkErrors.attachmentNotFound(attachmentId);
    }
  }

  /** The interface, if it is the account's own. */
  private static NetworkInterface own(NetworkInterface eni) {
    if (eni.requesterManaged()) {
      throw NetworkErrors.permissionDenied();
    }
    return eni;
  }
}
