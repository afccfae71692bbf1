package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Network interfaces: those of instances, and those that services own ("requester-managed"). Here
 * is their state; what the API does with them is in {@link NetworkInterfaceOperations}.
 *
 * <p>Each that is made here has one private address. Source: Amazon EC2 User Guide, "Elastic
 * network interfaces".
 */
public final class NetworkInterfaces {
  static final int GROUPS_MAX = 5;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "eni",
          "networkInterfaceId",
          "InvalidNetworkInterfaceId.Malformed",
          "InvalidNetworkInterfaceID.NotFound",
          "The networkInterface ID '%s' does not exist");

  private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
  private final InterfaceUse use = new InterfaceUse();
  private final World world;
  private final ResourceTags tags;
  private final Vpcs vpcs;
  private final Subnets subnets;
  private final SecurityGroups groups;
  private final PublicAddresses publicAddresses;

  NetworkInterfaces(
      World world,
      ResourceTags tags,
      Vpcs vpcs,
      Subnets subnets,
      SecurityGroups groups,
      PublicAddresses publicAddresses) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.groups = groups;
    this.publicAddresses = publicAddresses;
    subnets.followers().add(holding(use::isAnyIn));
    groups.followers().add(holding(use::isSecuredBy));
  }

  private static DependentResources.Follower holding(Predicate<String> which) {
    return new DependentResources.Follower() {
      @Override
      public boolean holds(String id) {
        return which.test(id);
      }
    };
  }

  /** The interface as described, or AWS's refusal. */
  public NetworkInterface one(String id) {
    return view(NOUN.one(id, interfaces));
  }

  boolean exists(String id) {
    return interfaces.containsKey(id);
  }

  List<NetworkInterface> all() {
    return interfaces.values().stream().map(this::view).toList();
  }

  /** Those with these ids, or all when no id is given. */
  List<NetworkInterface> all(List<String> ids) {
    return NOUN.all(ids, interfaces).stream().map(this::view).toList();
  }

  /** The interfaces of an instance, by device index. */
  public List<NetworkInterface> ofInstance(String instanceId) {
    return use.ofInstance(instanceId).stream()
        .map(id -> NOUN.one(id, interfaces))
        .sorted((a, b) -> a.attachment().deviceIndex() - b.attachment().deviceIndex())
        .map(this::view)
        .toList();
  }

  /** The interface that an attachment id belongs to. */
  Optional<NetworkInterface> attachedBy(String attachmentId) {
    return use.attachedBy(attachmentId).map(this::one);
  }

  /** Whether a public address stands for any interface in the VPC. */
  boolean anyPublicIn(String vpcId) {
    return interfaces.values().stream()
        .anyMatch(
            eni -> eni.vpcId().equals(vpcId) && publicAddresses.isPublic(eni.networkInterfaceId()));
  }

  /**
   * Creates an interface; it is {@code available} until it is attached, or {@code in-use} at once
   * when a service owns it.
   *
   * @throws AwsError {@code InsufficientFreeAddressesInSubnet} and others
   */
  public NetworkInterface create(InterfaceSpec spec) {
    Subnet subnet = subnets.one(spec.subnetId());
    List<GroupIdentifier> members = members(spec.groups(), subnet);
    String id = world.ids().next("eni");
    String address =
        tags.create(
            ResourceType.NETWORK_INTERFACE,
            id,
            spec.tags(),
            () -> subnets.allocate(spec.subnetId(), spec.address()));
    String requester = spec.requester();
    NetworkInterface.Builder eni =
        NetworkInterface.builder()
            .networkInterfaceId(id)
            .subnetId(spec.subnetId())
            .vpcId(subnet.vpcId())
            .availabilityZone(subnet.availabilityZone())
            .availabilityZoneId(subnet.availabilityZoneId())
            .description(spec.description())
            .groups(members)
            .interfaceType(spec.type())
            .ipv6Addresses(List.of())
            .macAddress(mac())
            .ownerId(world.place().account())
            .privateIpAddress(address)
            .privateIpAddresses(bare(address, true))
            .requesterId(requester)
            .requesterManaged(requester != null)
            .sourceDestCheck(spec.type() != NetworkInterfaceType.NAT_GATEWAY)
            .status(NetworkInterfaceStatus.AVAILABLE);
    if (requester != null) {
      eni.status(NetworkInterfaceStatus.IN_USE).attachment(service(requester));
    }
    put(eni.build());
    return one(id);
  }

  /**
   * Takes over one that stands elsewhere, with the public addresses that stand for it.
   *
   * @param instances the ids of those that are described: an interface of another is refused
   */
  void adopt(NetworkInterface described, Set<String> instances) {
    String id = NOUN.adopted(described.networkInterfaceId(), interfaces);
    String subnetId = subnets.adopted(described.subnetId());
    checkAdopted(described, instances);
    List<NetworkInterfacePrivateIpAddress> addresses = addresses(described);
    addresses.forEach(each -> subnets.checkFree(subnetId, each.privateIpAddress()));
    List<PublicAddresses.Mapping> mappings =
        addresses.stream().flatMap(each -> mapping(id, each).stream()).toList();

    Subnet subnet = subnets.one(subnetId);
    tags.adopt(ResourceType.NETWORK_INTERFACE, id, described.tagSet());
    addresses.forEach(each -> subnets.allocate(subnetId, each.privateIpAddress()));
    mappings.forEach(publicAddresses::map);
    put(
        described.toBuilder()
            .vpcId(subnet.vpcId())
            .availabilityZone(subnet.availabilityZone())
            .privateIpAddresses(
                addresses.stream().map(a -> bare(a.privateIpAddress(), a.primary())).toList())
            .build());
  }

  private void checkAdopted(NetworkInterface described, Set<String> instances) {
    Adoption.required(described.requesterManaged(), "RequesterManaged");
    Adoption.required(described.sourceDestCheck(), "SourceDestCheck");
    Adoption.required(described.ownerId(), "OwnerId");
    if (!described.ipv4Prefixes().isEmpty()) {
      throw new NotAdopted("it has IPv4 prefixes, which are not simulated");
    }
    for (GroupIdentifier each : described.groups()) {
      String groupId = Adoption.required(each.groupId(), "GroupId");
      if (!groups.exists(groupId)) {
        throw new NotAdopted("its security group " + groupId + " is not here");
      }
    }
    NetworkInterfaceAttachment attachment = described.attachment();
    if (attachment == null) {
      DescribedValues.settled(
          "Status",
          described.status(),
          described.statusAsString(),
          Set.of(NetworkInterfaceStatus.AVAILABLE));
      return;
    }
    DescribedValues.settled(
        "Status",
        described.status(),
        described.statusAsString(),
        Set.of(NetworkInterfaceStatus.IN_USE));
    DescribedValues.settled(
        "Status",
        attachment.status(),
        attachment.statusAsString(),
        Set.of(AttachmentStatus.ATTACHED));
    Adoption.required(attachment.attachmentId(), "AttachmentId");
    Adoption.required(attachment.deviceIndex(), "DeviceIndex");
    Adoption.required(attachment.deleteOnTermination(), "DeleteOnTermination");
    String instanceId =
        described.requesterManaged()
            ? attachment.instanceId()
            : Adoption.required(attachment.instanceId(), "InstanceId");
    if (instanceId != null && !instances.contains(instanceId)) {
      throw new NotAdopted("it is attached to " + instanceId + ", which is not described");
    }
  }

  /** Its private addresses, the primary one among them, each with what stands for it. */
  private static List<NetworkInterfacePrivateIpAddress> addresses(NetworkInterface described) {
    String primary = Adoption.required(described.privateIpAddress(), "PrivateIpAddress");
    List<NetworkInterfacePrivateIpAddress> addresses = new ArrayList<>();
    for (NetworkInterfacePrivateIpAddress each : described.privateIpAddresses()) {
      String address = Adoption.required(each.privateIpAddress(), "PrivateIpAddress");
      boolean isPrimary = address.equals(primary);
      addresses.add(
          isPrimary && each.association() == null
              ? standingFor(described, primary)
              : each.copy(a -> a.primary(isPrimary)));
    }
    if (addresses.stream().noneMatch(NetworkInterfacePrivateIpAddress::primary)) {
      addresses.add(0, standingFor(described, primary));
    }
    return addresses;
  }

  private static NetworkInterfacePrivateIpAddress standingFor(
      NetworkInterface described, String primary) {
    return bare(primary, true).copy(a -> a.association(described.association()));
  }

  /** The public addresses that a description tells of. */
  static Stream<String> publicAddresses(NetworkInterface described) {
    return Stream.concat(
            Stream.ofNullable(described.association()),
            described.privateIpAddresses().stream()
                .flatMap(each -> Stream.ofNullable(each.association())))
        .flatMap(association -> Stream.ofNullable(association.publicIp()));
  }

  private Optional<PublicAddresses.Mapping> mapping(
      String id, NetworkInterfacePrivateIpAddress address) {
    NetworkInterfaceAssociation association = address.association();
    if (association == null) {
      return Optional.empty();
    }
    String publicIp = Adoption.required(association.publicIp(), "PublicIp");
    if (publicAddresses.find(other -> other.publicIp().equals(publicIp)).isPresent()) {
      throw new NotAdopted("its public address " + publicIp + " stands for another interface");
    }
    return Optional.of(
        new PublicAddresses.Mapping(
            publicIp,
            Adoption.required(association.ipOwnerId(), "IpOwnerId"),
            association.allocationId(),
            association.associationId(),
            id,
            address.privateIpAddress()));
  }

  private static NetworkInterfacePrivateIpAddress bare(String address, boolean primary) {
    return NetworkInterfacePrivateIpAddress.builder()
        .privateIpAddress(address)
        .primary(primary)
        .build();
  }

  private NetworkInterfaceAttachment service(String owner) {
    return NetworkInterfaceAttachment.builder()
        .attachmentId(world.ids().next("ela-attach"))
        .attachTime(world.kernel().now())
        .deleteOnTermination(false)
        .deviceIndex(1)
        .networkCardIndex(0)
        .instanceOwnerId(owner)
        .status(AttachmentStatus.ATTACHED)
        .build();
  }

  /** Locally administered, as AWS's are. */
  private String mac() {
    return "06:" + String.join(":", world.ids().hex(10).split("(?<=\\G..)"));
  }

  /**
   * Attaches an interface to an instance.
   *
   * @return the attachment's id
   */
  public String attach(String id, String instanceId, int deviceIndex, boolean deleteOnTermination) {
    NetworkInterface eni = NOUN.one(id, interfaces);
    if (isAttached(eni)) {
      throw Ec2Errors.interfaceInUse(id);
    }
    if (ofInstance(instanceId).stream()
        .anyMatch(e -> e.attachment().deviceIndex() == deviceIndex)) {
      throw NetworkErrors.deviceIndexInUse(instanceId, deviceIndex);
    }
    String attachmentId = world.ids().next("eni-attach");
    put(
        eni.toBuilder()
            .status(NetworkInterfaceStatus.IN_USE)
            .attachment(
                NetworkInterfaceAttachment.builder()
                    .attachmentId(attachmentId)
                    .attachTime(world.kernel().now())
                    .deleteOnTermination(deleteOnTermination)
                    .deviceIndex(deviceIndex)
                    .networkCardIndex(0)
                    .instanceId(instanceId)
                    .instanceOwnerId(world.place().account())
                    .status(AttachmentStatus.ATTACHED)
                    .build())
            .build());
    return attachmentId;
  }

  /** Detaches an interface; without effect when it is not attached. */
  void detach(String id) {
    NetworkInterface eni = NOUN.one(id, interfaces);
    put(
        eni.toBuilder()
            .attachment((NetworkInterfaceAttachment) null)
            .status(NetworkInterfaceStatus.AVAILABLE)
            .build());
  }

  /** Lets go of a terminated instance: its interfaces are deleted or detached, as each says. */
  public void release(String instanceId) {
    for (NetworkInterface eni : ofInstance(instanceId)) {
      if (eni.attachment().deleteOnTermination()) {
        delete(eni.networkInterfaceId());
      } else {
        detach(eni.networkInterfaceId());
      }
    }
  }

  /**
   * Deletes an interface, attached or not; its private address is free again, a public address that
   * stood for it does no longer. Without effect when it is gone.
   */
  void delete(String id) {
    NetworkInterface eni = interfaces.remove(id);
    if (eni != null) {
      use.remove(eni);
      eni.privateIpAddresses()
          .forEach(each -> subnets.release(eni.subnetId(), each.privateIpAddress()));
      publicAddresses.unmapAll(id);
      tags.forget(id);
      world.network().changed();
    }
  }

  /** Replaces its security groups. */
  public void secure(String id, Collection<String> groupIds) {
    NetworkInterface eni = NOUN.one(id, interfaces);
    put(eni.toBuilder().groups(members(groupIds, subnets.one(eni.subnetId()))).build());
  }

  /** Sets whether it takes only what is meant for it. */
  public void sourceDestCheck(String id, boolean check) {
    put(NOUN.one(id, interfaces).toBuilder().sourceDestCheck(check).build());
  }

  void describeAs(String id, String description) {
    put(NOUN.one(id, interfaces).toBuilder().description(description).build());
  }

  /** Sets whether it goes with its instance. */
  void deleteOnTermination(String id, boolean delete) {
    NetworkInterface eni = NOUN.one(id, interfaces);
    put(
        eni.toBuilder()
            .attachment(eni.attachment().toBuilder().deleteOnTermination(delete).build())
            .build());
  }

  private void put(NetworkInterface eni) {
    NetworkInterface before = interfaces.put(eni.networkInterfaceId(), eni);
    if (before != null) {
      use.remove(before);
    }
    use.add(eni);
    world.network().changed();
  }

  private static boolean isAttached(NetworkInterface eni) {
    return eni.attachment() != null;
  }

  private List<GroupIdentifier> members(Collection<String> groupIds, Subnet subnet) {
    if (groupIds.size() > GROUPS_MAX) {
      throw NetworkErrors.groupsPerInterfaceLimitExceeded();
    }
    List<GroupIdentifier> members = new ArrayList<>();
    for (String id : groupIds) {
      SecurityGroup group = groups.one(id);
      if (!group.vpcId().equals(subnet.vpcId())) {
        throw Ec2Errors.groupOfOtherNetwork(id, subnet.subnetId());
      }
      members.add(GroupIdentifier.builder().groupId(id).groupName(group.groupName()).build());
    }
    return members;
  }

  private NetworkInterface view(NetworkInterface eni) {
    world.kernel().looked();
    String id = eni.networkInterfaceId();
    boolean named = vpcs.hasDnsHostnames(eni.vpcId());
    return eni.toBuilder()
        .association(association(id, eni.privateIpAddress(), named))
        .privateDnsName(named ? privateName(eni.privateIpAddress()) : null)
        .privateIpAddresses(
            eni.privateIpAddresses().stream().map(each -> view(id, each, named)).toList())
        .tagSet(tags.list(id))
        .build();
  }

  private NetworkInterfacePrivateIpAddress view(
      String id, NetworkInterfacePrivateIpAddress address, boolean named) {
    return address.toBuilder()
        .privateDnsName(named ? privateName(address.privateIpAddress()) : null)
        .association(association(id, address.privateIpAddress(), named))
        .build();
  }

  private @Nullable NetworkInterfaceAssociation association(
      String id, String privateIp, boolean named) {
    return publicAddresses
        .of(id, privateIp)
        .map(mapping -> association(mapping, named))
        .orElse(null);
  }

  private NetworkInterfaceAssociation association(PublicAddresses.Mapping mapping, boolean named) {
    return NetworkInterfaceAssociation.builder()
        .publicIp(mapping.publicIp())
        .publicDnsName(named ? publicName(mapping.publicIp()) : "")
        .ipOwnerId(mapping.owner())
        .allocationId(mapping.allocationId())
        .associationId(mapping.associationId())
        .build();
  }

  /** Source: Amazon VPC User Guide, "DNS hostnames". */
  private String privateName(String address) {
    return "ip-" + address.replace('.', '-') + "." + world.place().region() + ".compute.internal";
  }

  private String publicName(String address) {
    return "ec2-"
        + address.replace('.', '-')
        + "."
        + world.place().region()
        + ".compute.amazonaws.com";
  }
}
