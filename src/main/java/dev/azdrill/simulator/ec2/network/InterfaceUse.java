package dev.azdrill.simulator.ec2.network;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;

/**
 * Which network interfaces belong to what, so that nobody has to look through all of them. It is
 * told of every one that comes, goes, or changes.
 *
 * <p>Not thread-safe: used under the writer's lock.
 */
final class InterfaceUse {
  private final Map<String, Set<String>> byInstance = new HashMap<>();
  private final Map<String, String> byAttachment = new HashMap<>();
  private final Map<String, Integer> bySubnet = new HashMap<>();
  private final Map<String, Integer> bySecurityGroup = new HashMap<>();

  void add(NetworkInterface eni) {
    bySubnet.merge(eni.subnetId(), 1, Integer::sum);
    for (GroupIdentifier each : eni.groups()) {
      bySecurityGroup.merge(each.groupId(), 1, Integer::sum);
    }
    NetworkInterfaceAttachment attachment = eni.attachment();
    if (attachment == null) {
      return;
    }
    byAttachment.put(attachment.attachmentId(), eni.networkInterfaceId());
    if (attachment.instanceId() != null) {
      byInstance
          .computeIfAbsent(attachment.instanceId(), id -> new LinkedHashSet<>())
          .add(eni.networkInterfaceId());
    }
  }

  /** Forgets one as it was added. */
  void remove(NetworkInterface eni) {
    bySubnet.computeIfPresent(eni.subnetId(), (id, count) -> oneLess(count));
    for (GroupIdentifier each : eni.groups()) {
      bySecurityGroup.computeIfPresent(each.groupId(), (id, count) -> oneLess(count));
    }
    NetworkInterfaceAttachment attachment = eni.attachment();
    if (attachment == null) {
      return;
    }
    byAttachment.remove(attachment.attachmentId());
    if (attachment.instanceId() != null) {
      byInstance.computeIfPresent(
          attachment.instanceId(),
          (id, its) -> {
            its.remove(eni.networkInterfaceId());
            return its.isEmpty() ? null : its;
          });
    }
  }

  private static @Nullable Integer oneLess(int count) {
    return count == 1 ? null : count - 1;
  }

  /** The ids of those that are attached to an instance. */
  Set<String> ofInstance(String instanceId) {
    return byInstance.getOrDefault(instanceId, Set.of());
  }

  /** The id of the one that an attachment attaches. */
  Optional<String> attachedBy(String attachmentId) {
    return Optional.ofNullable(byAttachment.get(attachmentId));
  }

  boolean isAnyIn(String subnetId) {
    return bySubnet.containsKey(subnetId);
  }

  boolean isSecuredBy(String securityGroupId) {
    return bySecurityGroup.containsKey(securityGroupId);
  }
}
