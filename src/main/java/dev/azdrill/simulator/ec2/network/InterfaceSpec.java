package dev.azdrill.simulator.ec2.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * A network interface that is wanted.
 *
 * @param subnetId where
 * @param groups its security groups, which may be none
 * @param description for people, may be empty
 * @param address its private address, or null for any that is free
 * @param type what it is for
 * @param requester the service that owns it, or null for the account's own
 * @param tags as the request specifies them
 */
public record InterfaceSpec(
    String subnetId,
    List<String> groups,
    String description,
    @Nullable String address,
    NetworkInterfaceType type,
    @Nullable String requester,
    List<TagSpecification> tags) {

  /** One of the account's own. */
  public static InterfaceSpec of(String subnetId, List<String> groups, String description) {
    return new InterfaceSpec(
        subnetId, groups, description, null, NetworkInterfaceType.INTERFACE, null, List.of());
  }

  public InterfaceSpec withAddress(@Nullable String wanted) {
    return new InterfaceSpec(subnetId, groups, description, wanted, type, requester, tags);
  }

  public InterfaceSpec withTags(List<TagSpecification> wanted) {
    return new InterfaceSpec(subnetId, groups, description, address, type, requester, wanted);
  }

  InterfaceSpec ownedBy(String service, NetworkInterfaceType itsType) {
    return new InterfaceSpec(subnetId, groups, description, address, itsType, service, tags);
  }
}
