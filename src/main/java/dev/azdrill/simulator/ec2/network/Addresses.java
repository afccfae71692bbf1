package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ServiceManaged;

/**
 * Public addresses: Elastic IP addresses, which the account keeps, and those that AWS lends to an
 * interface as long as it has none.
 *
 * <p>Source: Amazon EC2 User Guide, "Elastic IP addresses".
 */
public final class Addresses {
  /** AWS's quota per region: enough for a NAT gateway in each of three zones. */
  static final int ADDRESSES_MAX = 5;

  private static final String AMAZON = "amazon";

  /** By which a completion marks what it makes for one of its services. */
  private static final String OWNER_TAG = "azdrill:owner";

  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "eipalloc",
          "allocationId",
          "InvalidAllocationId.Malformed",
          "InvalidAllocationID.NotFound",
          "The allocation ID '%s' does not exist");

  /** Elastic IP addresses by allocation id, without what they stand for. */
  private final Map<String, Address> allocated = new LinkedHashMap<>();

  /** The associations of those that stand for a regional NAT gateway, which has no interface. */
  private final Map<String, String> ofRegionalGateways = new LinkedHashMap<>();

  private final World world;
  private final ResourceTags tags;
  private final NetworkInterfaces interfaces;
  private final InternetGateways gateways;
  private final PublicAddresses mappings;

  Addresses(
      World world,
      ResourceTags tags,
      NetworkInterfaces interfaces,
      InternetGateways gateways,
      PublicAddresses mappings) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.interfaces = interfaces;
    this.gateways = gateways;
    this.mappings = mappings;
  }

  void enter(Operations.Page page) {
    page.write("AllocateAddress", AllocateAddressRequest::builder, this::allocate);
    page.write("AssociateAddress", AssociateAddressRequest::builder, this::associate);
    page.write("DisassociateAddress", DisassociateAddressRequest::builder, this::disassociate);
    page.write("ReleaseAddress", ReleaseAddressRequest::builder, this::release);
    page.read("DescribeAddresses", DescribeAddressesRequest::builder, this::describe);
    page.read(
        "DescribeAddressesAttribute",
        DescribeAddressesAttributeRequest::builder,
        this::describeAttribute);
  }

  List<Address> all() {
    return allocated.values().stream().map(this::view).toList();
  }

  /** The Elastic IP address as described, or AWS's refusal. */
  Address one(String allocationId) {
    return view(NOUN.one(allocationId, allocated));
  }

  /** The same; empty where there is none. */
  Optional<Address> find(String allocationId) {
    return Optional.ofNullable(allocated.get(allocationId)).map(this::view);
  }

  /** Keeps an address that is somebody's elsewhere from being given to anybody here. */
  void keep(@Nullable String publicIp) {
    if (publicIp != null) {
      mappings.adopt(publicIp);
    }
  }

  /** Takes over one that stands elsewhere, with the interface that it stands for. */
  void adopt(Address described) {
    String id = NOUN.adopted(described.allocationId(), allocated);
    String publicIp = Adoption.required(described.publicIp(), "PublicIp");
    Optional<PublicAddresses.Mapping> known =
        mappings.find(mapping -> mapping.publicIp().equals(publicIp));
    String eni = described.networkInterfaceId();
    if (known.isPresent() && !known.get().networkInterfaceId().equals(eni)) {
      throw new NotAdopted("it stands for " + known.get().networkInterfaceId() + ", too");
    }
    Optional<PublicAddresses.Mapping> mapping =
        Optional.ofNullable(eni).map(its -> mapping(described, its, known));
    tags.adopt(ResourceType.ELASTIC_IP, id, described.tags());
    allocated.put(id, bare(described));
    if (eni == null && described.associationId() != null) {
      ofRegionalGateways.put(id, described.associationId());
    }
    mapping.ifPresent(mappings::map);
    world.network().changed();
  }

  private PublicAddresses.Mapping mapping(
      Address described, String eni, Optional<PublicAddresses.Mapping> known) {
    if (!interfaces.exists(eni)) {
      throw new NotAdopted("the interface that it stands for, " + eni + ", is not here");
    }
    String privateIp =
        known
            .map(PublicAddresses.Mapping::privateIp)
            .orElseGet(() -> Adoption.required(described.privateIpAddress(), "PrivateIpAddress"));
    if (known.isEmpty() && mappings.of(eni, privateIp).isPresent()) {
      throw new NotAdopted("another address stands for " + privateIp + " of " + eni + ", too");
    }
    return new PublicAddresses.Mapping(
        described.publicIp(),
        known.map(PublicAddresses.Mapping::owner).orElseGet(() -> world.place().account()),
        described.allocationId(),
        Adoption.required(described.associationId(), "AssociationId"),
        eni,
        privateIp);
  }

  private static Address bare(Address described) {
    return described.copy(
        address ->
            address
                .associationId(null)
                .networkInterfaceId(null)
                .networkInterfaceOwnerId(null)
                .privateIpAddress(null)
                .instanceId(null));
  }

  /** Lends an instance's interface a public address; without effect when it has one. */
  public void autoAssign(String networkInterfaceId) {
    autoAssign(networkInterfaceId, AMAZON);
  }

  /** The same for an interface of a service, which then owns the address. */
  void autoAssign(String networkInterfaceId, String owner) {
    NetworkInterface eni = interfaces.one(networkInterfaceId);
    if (mappings.of(networkInterfaceId, eni.privateIpAddress()).isEmpty()) {
      mappings.map(
          new PublicAddresses.Mapping(
              mappings.take(), owner, null, null, networkInterfaceId, eni.privateIpAddress()));
      world.network().changed();
    }
  }

  /** Takes back what was lent; an Elastic IP address stays. */
  public void releaseAuto(String networkInterfaceId) {
    mappings
        .of(networkInterfaceId, interfaces.one(networkInterfaceId).privateIpAddress())
        .filter(lent -> lent.allocationId() == null)
        .ifPresent(this::unmap);
  }

  /** Lets the Elastic IP address that stands for an interface stand for nothing. */
  void giveBack(String networkInterfaceId) {
    mappings
        .find(
            each ->
                each.networkInterfaceId().equals(networkInterfaceId) && each.allocationId() != null)
        .ifPresent(this::unmap);
  }

  /**
   * Lets an Elastic IP address stand for an interface, in place of whatever did; it stands for no
   * other any longer.
   *
   * @return the association's id
   */
  String associate(String allocationId, String networkInterfaceId) {
    return associate(
        allocationId, networkInterfaceId, interfaces.one(networkInterfaceId).privateIpAddress());
  }

  private String associate(String allocationId, String networkInterfaceId, String privateIp) {
    String publicIp = NOUN.one(allocationId, allocated).publicIp();
    mapped(allocationId).ifPresent(this::unmap);
    String associationId = world.ids().next("eipassoc");
    mappings.map(
        new PublicAddresses.Mapping(
            publicIp,
            world.place().account(),
            allocationId,
            associationId,
            networkInterfaceId,
            privateIp));
    world.network().changed();
    return associationId;
  }

  /** What this Elastic IP address stands for now. */
  Optional<PublicAddresses.Mapping> mapped(String allocationId) {
    return mappings.find(mapping -> allocationId.equals(mapping.allocationId()));
  }

  /** Whether this Elastic IP address stands for anything now. */
  boolean isTaken(String allocationId) {
    return ofRegionalGateways.containsKey(allocationId) || mapped(allocationId).isPresent();
  }

  /** Allocates one that AWS manages for a regional NAT gateway. It counts for no quota. */
  Address manage() {
    String id = world.ids().next("eipalloc");
    tags.create(ResourceType.ELASTIC_IP, id, List.of());
    allocated.put(id, made(id).serviceManaged(ServiceManaged.RNAT).build());
    return lend(id);
  }

  /** Lets one that stands for nothing stand for a regional NAT gateway. */
  Address lend(String allocationId) {
    ofRegionalGateways.put(allocationId, world.ids().next("eipassoc"));
    world.network().changed();
    return one(allocationId);
  }

  /** Takes it back from a regional NAT gateway; one that AWS manages goes. */
  void takeBack(String allocationId) {
    ofRegionalGateways.remove(allocationId);
    if (allocated.containsKey(allocationId) && isManaged(allocationId)) {
      allocated.remove(allocationId);
      tags.forget(allocationId);
    }
    world.network().changed();
  }

  private boolean isManaged(String allocationId) {
    return NOUN.one(allocationId, allocated).serviceManaged() != null;
  }

  private Address.Builder made(String id) {
    return Address.builder()
        .allocationId(id)
        .publicIp(mappings.take())
        .publicIpv4Pool(AMAZON)
        .domain(DomainType.VPC)
        .networkBorderGroup(world.place().region());
  }

  private void unmap(PublicAddresses.Mapping mapping) {
    mappings.unmap(mapping);
    world.network().changed();
  }

  private AllocateAddressResponse allocate(AllocateAddressRequest request) {
    if (request.domain() != null && request.domain() != DomainType.VPC) {
      throw Ec2Errors.invalidParameterValue(request.domainAsString(), "domain");
    }
    checkBorder(request.networkBorderGroup());
    if (!isOwned(request) && counted() >= ADDRESSES_MAX) {
      throw NetworkErrors.addressLimitExceeded();
    }
    String id = world.ids().next("eipalloc");
    tags.create(ResourceType.ELASTIC_IP, id, request.tagSpecifications());
    Address made = made(id).build();
    allocated.put(id, made);
    world.network().changed();
    return AllocateAddressResponse.builder()
        .allocationId(id)
        .publicIp(made.publicIp())
        .publicIpv4Pool(AMAZON)
        .domain(DomainType.VPC)
        .networkBorderGroup(world.place().region())
        .build();
  }

  /** A region without local zones has one network border group, which is called as it is. */
  private void checkBorder(@Nullable String group) {
    if (group != null && !group.equals(world.place().region())) {
      throw NetworkErrors.networkBorderGroupInvalid(group, world.place().region());
    }
  }

  /**
   * AWS counts no address that it manages for a load balancer. One that a completion on this EC2
   * allocates for its load balancer stands for such a one, and says so by this tag.
   */
  private static boolean isOwned(AllocateAddressRequest request) {
    return request.tagSpecifications().stream()
        .flatMap(each -> each.tags().stream())
        .anyMatch(tag -> OWNER_TAG.equals(tag.key()));
  }

  private long counted() {
    return allocated.keySet().stream()
        .filter(id -> !tags.of(id).containsKey(OWNER_TAG) && !isManaged(id))
        .count();
  }

  private AssociateAddressResponse associate(AssociateAddressRequest request) {
    String allocationId = wanted(request.allocationId(), request.publicIp());
    NetworkInterface eni = target(request);
    String id = eni.networkInterfaceId();
    if (eni.requesterManaged() || isManaged(allocationId)) {
      throw NetworkErrors.permissionDenied();
    }
    if (ofRegionalGateways.containsKey(allocationId)) {
      throw NetworkErrors.addressAlreadyAssociated(
          allocationId, ofRegionalGateways.get(allocationId));
    }
    String privateIp =
        request.privateIpAddress() == null ? eni.privateIpAddress() : request.privateIpAddress();
    if (eni.privateIpAddresses().stream()
        .noneMatch(each -> each.privateIpAddress().equals(privateIp))) {
      throw Ec2Errors.invalidParameterValue(request.privateIpAddress(), "privateIpAddress");
    }
    if (!gateways.anyAttachedTo(eni.vpcId())) {
      throw NetworkErrors.vpcWithoutInternetGateway(eni.vpcId());
    }
    Optional<PublicAddresses.Mapping> before = mapped(allocationId);
    if (before.isPresent()
        && before.get().networkInterfaceId().equals(id)
        && before.get().privateIp().equals(privateIp)) {
      return AssociateAddressResponse.builder().associationId(before.get().associationId()).build();
    }
    boolean takesFromAnother =
        before.isPresent()
            || mappings.of(id, privateIp).filter(m -> m.allocationId() != null).isPresent();
    if (takesFromAnother && Boolean.FALSE.equals(request.allowReassociation())) {
      throw NetworkErrors.addressAlreadyAssociated(
          allocationId, before.map(PublicAddresses.Mapping::associationId).orElse(id));
    }
    before.ifPresent(this::checkOwn);
    return AssociateAddressResponse.builder()
        .associationId(associate(allocationId, id, privateIp))
        .build();
  }

  private NetworkInterface target(AssociateAddressRequest request) {
    if (request.networkInterfaceId() != null) {
      return interfaces.one(request.networkInterfaceId());
    }
    String instanceId = request.instanceId();
    if (instanceId == null) {
      throw Ec2Errors.missingParameter("instanceId or networkInterfaceId");
    }
    return interfaces.ofInstance(instanceId).stream()
        .findFirst()
        .orElseThrow(() -> ResourceIdFormat.INSTANCE.unknown(instanceId));
  }

  private DisassociateAddressResponse disassociate(DisassociateAddressRequest request) {
    String associationId = request.associationId();
    if (ofRegionalGateways.containsValue(associationId)) {
      throw NetworkErrors.permissionDenied();
    }
    PublicAddresses.Mapping mapping =
        associationId != null
            ? mappings
                .find(m -> associationId.equals(m.associationId()))
                .orElseThrow(() -> NetworkErrors.associationNotFound(associationId))
            : mapped(wanted(null, request.publicIp()))
                .orElseThrow(() -> NetworkErrors.addressNotAssociated(request.publicIp()));
    checkOwn(mapping);
    unmap(mapping);
    return DisassociateAddressResponse.builder().build();
  }

  private ReleaseAddressResponse release(ReleaseAddressRequest request) {
    String id = wanted(request.allocationId(), request.publicIp());
    checkBorder(request.networkBorderGroup());
    if (isManaged(id)) {
      throw NetworkErrors.permissionDenied();
    }
    if (isTaken(id)) {
      throw NetworkErrors.addressInUse(one(id).publicIp());
    }
    allocated.remove(id);
    tags.forget(id);
    world.network().changed();
    return ReleaseAddressResponse.builder().build();
  }

  /** The allocation id that a request means, by id or by address. */
  private String wanted(@Nullable String allocationId, @Nullable String publicIp) {
    if (allocationId != null) {
      NOUN.one(allocationId, allocated);
      return allocationId;
    }
    if (publicIp == null) {
      throw Ec2Errors.missingParameter("allocationId");
    }
    return allocated.values().stream()
        .filter(each -> each.publicIp().equals(publicIp))
        .map(Address::allocationId)
        .findFirst()
        .orElseThrow(() -> NetworkErrors.addressNotFound(publicIp));
  }

  private void checkOwn(PublicAddresses.Mapping mapping) {
    if (interfaces.one(mapping.networkInterfaceId()).requesterManaged()) {
      throw NetworkErrors.permissionDenied();
    }
  }

  private DescribeAddressesResponse describe(DescribeAddressesRequest request) {
    request.publicIps().forEach(publicIp -> wanted(null, publicIp));
    NOUN.all(request.allocationIds(), allocated);
    List<Address> found =
        all().stream()
            .filter(a -> asked(request.allocationIds(), a.allocationId()))
            .filter(a -> asked(request.publicIps(), a.publicIp()))
            .toList();
    return DescribeAddressesResponse.builder()
        .addresses(AddressFilters.ALL.apply(found, DescribeParameters.by(request.filters())))
        .build();
  }

  private static boolean asked(List<String> wanted, String one) {
    return wanted.isEmpty() || wanted.contains(one);
  }

  /** No address here has a reverse DNS record. */
  private DescribeAddressesAttributeResponse describeAttribute(
      DescribeAddressesAttributeRequest request) {
    NOUN.all(request.allocationIds(), allocated);
    List<AddressAttribute> found =
        allocated.values().stream()
            .filter(each -> asked(request.allocationIds(), each.allocationId()))
            .map(
                each ->
                    AddressAttribute.builder()
                        .allocationId(each.allocationId())
                        .publicIp(each.publicIp())
                        .build())
            .toList();
    Page<AddressAttribute> page =
        Page.cut(found, request.nextToken(), request.maxResults(), Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeAddressesAttributeResponse.builder()
        .addresses(page.items())
        .nextToken(page.next())
        .build();
  }

  private Address view(Address bare) {
    String allocationId = bare.allocationId();
    Address.Builder address =
        bare.toBuilder()
            .tags(tags.list(allocationId))
            .associationId(ofRegionalGateways.get(allocationId));
    mapped(allocationId)
        .ifPresent(
            mapping -> {
              NetworkInterface eni = interfaces.one(mapping.networkInterfaceId());
              address
                  .associationId(mapping.associationId())
                  .networkInterfaceId(mapping.networkInterfaceId())
                  .networkInterfaceOwnerId(eni.ownerId())
                  .privateIpAddress(mapping.privateIp())
                  .instanceId(eni.attachment() == null ? null : eni.attachment().instanceId());
            });
    return address.build();
  }
}
