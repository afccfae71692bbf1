package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcState;

/**
 * Virtual private clouds. What comes with one (main route table, default network ACL, default
 * security group) follows it through {@link #followers()}.
 *
 * <p>Source: Amazon VPC User Guide, "VPC CIDR blocks" and "Delete your VPC".
 */
final class Vpcs {
  private static final int VPCS_MAX = 5;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "vpc",
          "vpcId",
          "InvalidVpcId.Malformed",
          "InvalidVpcID.NotFound",
          "The vpc ID '%s' does not exist");
  private static final DescribeFilters<Vpc> FILTERS =
      new DescribeFilters<Vpc>()
          .on("vpc-id", Vpc::vpcId)
          .on("cidr", Vpc::cidrBlock)
          .onMany(
              "cidr-block-association.cidr-block",
              vpc ->
                  vpc.cidrBlockAssociationSet().stream()
                      .map(VpcCidrBlockAssociation::cidrBlock)
                      .toList())
          .on("dhcp-options-id", Vpc::dhcpOptionsId)
          .on("is-default", Vpc::isDefault)
          .on("isDefault", Vpc::isDefault)
          .on("owner-id", Vpc::ownerId)
          .on("state", Vpc::stateAsString)
          .onTags(vpc -> ResourceTags.byKey(vpc.tags()));

  private record Attributes(boolean dnsSupport, boolean dnsHostnames, boolean usageMetrics) {
    static final Attributes NEW = new Attributes(true, false, false);
  }

  /**
   * @param cidrs its addresses, the primary block first
   */
  private record Known(Vpc vpc, List<Cidr> cidrs, Attributes attributes) {
    Known with(VpcState state) {
      return new Known(vpc.toBuilder().state(state).build(), cidrs, attributes);
    }
  }

  private final Map<String, Known> vpcs = new LinkedHashMap<>();
  private final DependentResources followers = new DependentResources();
  private final World world;
  private final ResourceTags tags;
  private final String dhcpOptionsId;

  /**
   * @param dhcpOptionsId the id of the DHCP option set that a new VPC has
   */
  Vpcs(World world, ResourceTags tags, String dhcpOptionsId) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.dhcpOptionsId = dhcpOptionsId;
  }

  void enter(Operations.Page page) {
    page.write("CreateVpc", CreateVpcRequest::builder, this::create);
    page.read("DescribeVpcs", DescribeVpcsRequest::builder, this::describe);
    page.write("DeleteVpc", DeleteVpcRequest::builder, this::delete);
    page.write("ModifyVpcAttribute", ModifyVpcAttributeRequest::builder, this::modify);
    page.read("DescribeVpcAttribute", DescribeVpcAttributeRequest::builder, this::attribute);
  }

  /** Told of every VPC; the key is its id. */
  DependentResources followers() {
    return followers;
  }

  /** The VPC as described, or AWS's refusal. */
  Vpc one(String id) {
    return view(NOUN.one(id, vpcs));
  }

  boolean exists(String id) {
    return vpcs.containsKey(id);
  }

  /** Its addresses: the block that it was made with, and those that were associated later. */
  List<Cidr> cidrsOf(String id) {
    return NOUN.one(id, vpcs).cidrs();
  }

  /** Describes its blocks so from now on; those that are associated are its addresses. */
  void associate(String id, List<VpcCidrBlockAssociation> blocks) {
    Known known = NOUN.one(id, vpcs);
    Vpc changed = known.vpc().toBuilder().cidrBlockAssociationSet(blocks).build();
    vpcs.put(id, new Known(changed, cidrs(changed), known.attributes()));
    world.network().changed();
  }

  /** Its instances are told by this DHCP option set from now on. */
  void tell(String id, String dhcpOptions) {
    Known known = NOUN.one(id, vpcs);
    Vpc changed = known.vpc().toBuilder().dhcpOptionsId(dhcpOptions).build();
    vpcs.put(id, new Known(changed, known.cidrs(), known.attributes()));
    world.network().changed();
  }

  /** Whether each resolves names. */
  List<DescribeVpcAttributeResponse> attributes() {
    return vpcs.values().stream()
        .map(
            each ->
                DescribeVpcAttributeResponse.builder()
                    .vpcId(each.vpc().vpcId())
                    .enableDnsSupport(v -> v.value(each.attributes().dnsSupport()))
                    .build())
        .toList();
  }

  /** Whether interfaces in it get DNS names. */
  boolean hasDnsHostnames(String id) {
    Attributes attributes = NOUN.one(id, vpcs).attributes();
    return attributes.dnsSupport() && attributes.dnsHostnames();
  }

  /** The one for who names none. */
  Optional<String> defaultId() {
    return vpcs.values().stream()
        .map(Known::vpc)
        .filter(Vpc::isDefault)
        .map(Vpc::vpcId)
        .findFirst();
  }

  void becomesDefault(String id) {
    Known known = NOUN.one(id, vpcs);
    Vpc vpc = known.vpc().toBuilder().isDefault(true).build();
    vpcs.put(id, new Known(vpc, known.cidrs(), known.attributes()));
    world.network().changed();
  }

  List<Vpc> all() {
    return vpcs.values().stream().map(this::view).toList();
  }

  private CreateVpcResponse create(CreateVpcRequest request) {
    Cidr cidr = wantedCidr(request);
    if (vpcs.size() >= VPCS_MAX) {
      throw NetworkErrors.vpcLimitExceeded();
    }
    String id = world.ids().next("vpc");
    tags.create(ResourceType.VPC, id, request.tagSpecifications());
    Vpc vpc =
        Vpc.builder()
            .vpcId(id)
            .cidrBlock(cidr.toString())
            .cidrBlockAssociationSet(
                VpcCidrBlockAssociation.builder()
                    .associationId(world.ids().next("vpc-cidr-assoc"))
                    .cidrBlock(cidr.toString())
                    .cidrBlockState(s -> s.state(VpcCidrBlockStateCode.ASSOCIATED))
                    .build())
            .ipv6CidrBlockAssociationSet(List.of())
            .dhcpOptionsId(dhcpOptionsId)
            .instanceTenancy(
                request.instanceTenancy() == null ? Tenancy.DEFAULT : request.instanceTenancy())
            .isDefault(false)
            .ownerId(world.place().account())
            .state(VpcState.PENDING)
            .build();
    vpcs.put(id, new Known(vpc, List.of(cidr), Attributes.NEW));
    followers.created(id);
    availableLater(id);
    world.network().changed();
    return CreateVpcResponse.builder().vpc(one(id)).build();
  }

  private void availableLater(String id) {
    world
        .kernel()
        .after(world.timings().of(Timing.VPC_CREATE), id + " is available", () -> available(id));
  }

  /**
   * Takes over one that stands elsewhere, without what comes with a VPC: that is described, too.
   *
   * @param dnsHostnames whether interfaces in it have DNS names, which no description of a VPC says
   * @param dnsSupport whether it resolves names
   */
  void adopt(Vpc described, boolean dnsHostnames, boolean dnsSupport) {
    String id = NOUN.adopted(described.vpcId(), vpcs);
    List<Cidr> cidrs = cidrs(described);
    VpcState state =
        DescribedValues.settled(
            "State",
            described.state(),
            described.stateAsString(),
            Set.of(VpcState.AVAILABLE, VpcState.PENDING));
    Adoption.required(described.isDefault(), "IsDefault");
    Adoption.required(described.ownerId(), "OwnerId");
    tags.adopt(ResourceType.VPC, id, described.tags());
    vpcs.put(id, new Known(described, cidrs, new Attributes(dnsSupport, dnsHostnames, false)));
    if (state == VpcState.PENDING) {
      availableLater(id);
    }
    world.network().changed();
  }

  /** The id of the VPC in which something is described, if it is here. */
  String adopted(@Nullable String vpcId) {
    String id = Adoption.required(vpcId, "VpcId");
    if (!exists(id)) {
      throw new Adoption.NotAdopted("its VPC " + id + " is not here");
    }
    return id;
  }

  private static List<Cidr> cidrs(Vpc described) {
    String primary = Adoption.required(described.cidrBlock(), "CidrBlock");
    return Stream.concat(
            Stream.of(primary),
            described.cidrBlockAssociationSet().stream()
                .filter(
                    each ->
                        each.cidrBlockState() == null
                            || each.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
                .map(each -> Adoption.required(each.cidrBlock(), "CidrBlock")))
        .map(block -> DescribedValues.block(block, "CidrBlock"))
        .distinct()
        .toList();
  }

  private static Cidr wantedCidr(CreateVpcRequest request) {
    if (Boolean.TRUE.equals(request.amazonProvidedIpv6CidrBlock())
        || request.ipv6CidrBlock() != null) {
      throw NetworkErrors.ipv6NotSimulated();
    }
    String text = request.cidrBlock();
    if (text == null) {
      throw Ec2Errors.missingParameter("cidrBlock");
    }
    Cidr cidr = Cidr.parse(text).orElseThrow(() -> Ec2Errors.invalidCidr(text, "cidrBlock"));
    if (cidr.prefix() < 16 || cidr.prefix() > 28) {
      throw NetworkErrors.vpcRangeInvalid(text);
    }
    return cidr;
  }

  private void available(String id) {
    vpcs.computeIfPresent(id, (key, known) -> known.with(VpcState.AVAILABLE));
    world.network().changed();
  }

  private DescribeVpcsResponse describe(DescribeVpcsRequest request) {
    List<Vpc> wanted = NOUN.all(request.vpcIds(), vpcs).stream().map(this::view).toList();
    Page<Vpc> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.vpcIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeVpcsResponse.builder().vpcs(page.items()).nextToken(page.next()).build();
  }

  private DeleteVpcResponse delete(DeleteVpcRequest request) {
    String id = one(request.vpcId()).vpcId();
    if (followers.hold(id)) {
      throw Ec2Errors.resourceInUse("vpc", id);
    }
    forget(id);
    return DeleteVpcResponse.builder().build();
  }

  /** Forgets one with what comes with it. */
  void forget(String id) {
    followers.deleted(id);
    vpcs.remove(id);
    tags.forget(id);
    world.network().changed();
  }

  private ModifyVpcAttributeResponse modify(ModifyVpcAttributeRequest request) {
    Known known = NOUN.one(request.vpcId(), vpcs);
    DescribeParameters.oneAttribute(
        "enableDnsSupport", request.enableDnsSupport(),
        "enableDnsHostnames", request.enableDnsHostnames(),
        "enableNetworkAddressUsageMetrics", request.enableNetworkAddressUsageMetrics());
    Attributes old = known.attributes();
    Attributes changed =
        new Attributes(
            wanted(request.enableDnsSupport(), old.dnsSupport()),
            wanted(request.enableDnsHostnames(), old.dnsHostnames()),
            wanted(request.enableNetworkAddressUsageMetrics(), old.usageMetrics()));
    vpcs.put(known.vpc().vpcId(), new Known(known.vpc(), known.cidrs(), changed));
    world.network().changed();
    return ModifyVpcAttributeResponse.builder().build();
  }

  private static boolean wanted(AttributeBooleanValue value, boolean old) {
    boolean silent = value == null || value.value() == null;
    return silent ? old : value.value();
  }

  private DescribeVpcAttributeResponse attribute(DescribeVpcAttributeRequest request) {
    Known known = NOUN.one(request.vpcId(), vpcs);
    Attributes attributes = known.attributes();
    DescribeVpcAttributeResponse.Builder response =
        DescribeVpcAttributeResponse.builder().vpcId(known.vpc().vpcId());
    return switch (request.attribute()) {
      case ENABLE_DNS_SUPPORT ->
          response.enableDnsSupport(v -> v.value(attributes.dnsSupport())).build();
      case ENABLE_DNS_HOSTNAMES ->
          response.enableDnsHostnames(v -> v.value(attributes.dnsHostnames())).build();
      case ENABLE_NETWORK_ADDRESS_USAGE_METRICS ->
          response
              .enableNetworkAddressUsageMetrics(v -> v.value(attributes.usageMetrics()))
              .build();
      case UNKNOWN_TO_SDK_VERSION ->
          throw Ec2Errors.invalidParameterValue(request.attributeAsString(), "attribute");
    };
  }

  private Vpc view(Known known) {
    return known.vpc().toBuilder().tags(tags.list(known.vpc().vpcId())).build();
  }
}
