package dev.azdrill.platform.completion;

import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/**
 * The network interface of an instance that was launched a moment ago, as far as the instance's own
 * description tells it. Until the next reading it is all that is known of it, and packets must find
 * their way to the instance meanwhile: a load balancer would take it for dead.
 */
final class AttachedInterface {
  private AttachedInterface() {}

  static NetworkInterface to(Instance instance, InstanceNetworkInterface port) {
    NetworkInterface.Builder described =
        NetworkInterface.builder()
            .networkInterfaceId(port.networkInterfaceId())
            .subnetId(port.subnetId() == null ? instance.subnetId() : port.subnetId())
            .vpcId(port.vpcId() == null ? instance.vpcId() : port.vpcId())
            .availabilityZone(ForeignCompute.zone(instance).orElse(null))
            .groups(port.hasGroups() ? port.groups() : instance.securityGroups())
            .interfaceType(port.interfaceType())
            .sourceDestCheck(port.sourceDestCheck())
            .privateIpAddress(port.privateIpAddress())
            .privateIpAddresses(
                NetworkInterfacePrivateIpAddress.builder()
                    .primary(true)
                    .privateIpAddress(port.privateIpAddress())
                    .build())
            .attachment(
                NetworkInterfaceAttachment.builder()
                    .instanceId(instance.instanceId())
                    .deviceIndex(port.attachment() == null ? 0 : port.attachment().deviceIndex())
                    .build());
    if (port.association() != null && port.association().publicIp() != null) {
      described.association(
          NetworkInterfaceAssociation.builder().publicIp(port.association().publicIp()).build());
    }
    return described.build();
  }
}
