package dev.azdrill.simulator.ec2.compute;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * A launch in which everything is known to exist: what is left to fail is capacity and addresses.
 *
 * @param asked the request with the launch template beneath it
 * @param image what to boot
 * @param type on what
 * @param subnet where
 * @param attachments the network interfaces, by device index
 * @param isSpot whether it is a spot instance, with a one-time request
 */
record Launch(
    RunInstancesRequest asked,
    Image image,
    InstanceTypeInfo type,
    Subnet subnet,
    List<AttachmentSpec> attachments,
    boolean isSpot) {

  Launch {
    attachments = List.copyOf(attachments);
  }

  /** The same as a spot instance. */
  Launch asSpot() {
    return new Launch(asked, image, type, subnet, attachments, true);
  }

  /** Whether it gets a public address, which only the first interface can. */
  boolean publicAddress() {
    return attachments.get(0).publicAddress();
  }

  /**
   * A network interface of the instance.
   *
   * @param deviceIndex 0 for the first
   * @param existing the interface to attach, or null to create one
   * @param subnetId where
   * @param groups its security groups
   * @param description for people
   * @param address its private address, or null for any that is free
   * @param deleteOnTermination whether it goes with the instance
   * @param publicAddress whether it gets a public address
   */
  record AttachmentSpec(
      int deviceIndex,
      @Nullable String existing,
      String subnetId,
      List<String> groups,
      String description,
      @Nullable String address,
      boolean deleteOnTermination,
      boolean publicAddress) {
    AttachmentSpec {
      groups = List.copyOf(groups);
    }
  }
}
