package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Internet gateways: what connects a VPC to the internet, at most one per VPC. They belong to no
 * zone and do not fail.
 *
 * <p>Source: Amazon VPC User Guide, "Enable internet access for a VPC using an internet gateway".
 */
final class InternetGateways {
  private static final int GATEWAYS_MAX = 5;

  /** What EC2 calls an attachment that is there; the SDK's enumeration does not know it. */
  private static final String ATTACHED = "available";

  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "igw",
          "internetGatewayId",
          "InvalidInternetGatewayId.Malformed",
          "InvalidInternetGatewayID.NotFound",
          "The internetGateway ID '%s' does not exist");
  private static final DescribeFilters<InternetGateway> FILTERS =
      new DescribeFilters<InternetGateway>()
          .on("internet-gateway-id", InternetGateway::internetGatewayId)
          .on("owner-id", InternetGateway::ownerId)
          .onMany(
              "attachment.vpc-id",
              gateway ->
                  gateway.attachments().stream().map(InternetGatewayAttachment::vpcId).toList())
          .onMany(
              "attachment.state",
              gateway ->
                  gateway.attachments().stream()
                      .map(InternetGatewayAttachment::stateAsString)
                      .toList())
          .onTags(gateway -> ResourceTags.byKey(gateway.tags()));

  private final Map<String, InternetGateway> gateways = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final Vpcs vpcs;
  private final NetworkInterfaces interfaces;
  private final DependentResources users = new DependentResources();

  InternetGateways(World world, ResourceTags tags, Vpcs vpcs, NetworkInterfaces interfaces) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.vpcs = vpcs;
    this.interfaces = interfaces;
    vpcs.followers()
        .add(
            new DependentResources.Follower() {
              @Override
              public boolean holds(String vpcId) {
                return anyAttachedTo(vpcId);
              }
            });
  }

  void enter(Operations.Page page) {
    page.write("CreateInternetGateway", CreateInternetGatewayRequest::builder, this::create);
    page.read("DescribeInternetGateways", DescribeInternetGatewaysRequest::builder, this::describe);
    page.write("AttachInternetGateway", AttachInternetGatewayRequest::builder, this::attach);
    page.write("DetachInternetGateway", DetachInternetGatewayRequest::builder, this::detach);
    page.write("DeleteInternetGateway", DeleteInternetGatewayRequest::builder, this::delete);
  }

  /** The gateway as described, or AWS's refusal. */
  InternetGateway one(String id) {
    return view(NOUN.one(id, gateways));
  }

  List<InternetGateway> all() {
    return gateways.values().stream().map(this::view).toList();
  }

  /** Whoever holds the one that is attached to a VPC, whose id they are asked about. */
  DependentResources users() {
    return users;
  }

  /** The id of the one that is attached to a VPC. */
  Optional<String> attachedTo(String vpcId) {
    return gateways.values().stream()
        .filter(gateway -> isAttached(gateway, vpcId))
        .map(InternetGateway::internetGatewayId)
        .findFirst();
  }

  /** Whether the VPC has one attached. */
  boolean anyAttachedTo(String vpcId) {
    return gateways.values().stream().anyMatch(gateway -> isAttached(gateway, vpcId));
  }

  /** Whether this one is attached to this VPC. */
  boolean isAttached(String id, String vpcId) {
    InternetGateway gateway = gateways.get(id);
    return gateway != null && isAttached(gateway, vpcId);
  }

  private static boolean isAttached(InternetGateway gateway, String vpcId) {
    return gateway.attachments().stream().anyMatch(a -> a.vpcId().equals(vpcId));
  }

  private CreateInternetGatewayResponse create(CreateInternetGatewayRequest request) {
    if (gateways.size() >= GATEWAYS_MAX) {
      throw NetworkErrors.internetGatewayLimitExceeded();
    }
    String id = world.ids().next("igw");
    tags.create(ResourceType.INTERNET_GATEWAY, id, request.tagSpecifications());
    gateways.put(
        id,
        InternetGateway.builder()
            .internetGatewayId(id)
            .ownerId(world.place().account())
            .attachments(List.of())
            .build());
    world.network().changed();
    return CreateInternetGatewayResponse.builder().internetGateway(one(id)).build();
  }

  /** Takes over one that stands elsewhere, attached or not. */
  void adopt(InternetGateway described) {
    String id = NOUN.adopted(described.internetGatewayId(), gateways);
    for (InternetGatewayAttachment each : described.attachments()) {
      String vpcId = vpcs.adopted(each.vpcId());
      String state = Adoption.required(each.stateAsString(), "State");
      if (!state.equals(ATTACHED) && each.state() != AttachmentStatus.ATTACHED) {
        throw new NotAdopted(
            "it is " + state + " to " + vpcId + ", and what comes of that is not known here");
      }
      if (anyAttachedTo(vpcId)) {
        throw new NotAdopted("another one is attached to " + vpcId + ", too");
      }
    }
    tags.adopt(ResourceType.INTERNET_GATEWAY, id, described.tags());
    put(described);
  }

  private DescribeInternetGatewaysResponse describe(DescribeInternetGatewaysRequest request) {
    List<InternetGateway> wanted =
        NOUN.all(request.internetGatewayIds(), gateways).stream().map(this::view).toList();
    Page<InternetGateway> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.internetGatewayIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeInternetGatewaysResponse.builder()
        .internetGateways(page.items())
        .nextToken(page.next())
        .build();
  }

  private AttachInternetGatewayResponse attach(AttachInternetGatewayRequest request) {
    InternetGateway gateway = NOUN.one(request.internetGatewayId(), gateways);
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    if (!gateway.attachments().isEmpty()) {
      throw NetworkErrors.internetGatewayAlreadyAttached(
          gateway.internetGatewayId(), gateway.attachments().get(0).vpcId());
    }
    if (anyAttachedTo(vpcId)) {
      throw NetworkErrors.vpcWithInternetGateway(vpcId);
    }
    put(
        gateway.toBuilder()
            .attachments(InternetGatewayAttachment.builder().vpcId(vpcId).state(ATTACHED).build())
            .build());
    return AttachInternetGatewayResponse.builder().build();
  }

  private DetachInternetGatewayResponse detach(DetachInternetGatewayRequest request) {
    InternetGateway gateway = NOUN.one(request.internetGatewayId(), gateways);
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    if (!isAttached(gateway, vpcId)) {
      throw NetworkErrors.internetGatewayNotAttached(gateway.internetGatewayId(), vpcId);
    }
    if (interfaces.anyPublicIn(vpcId) || users.hold(vpcId)) {
      throw NetworkErrors.internetGatewayInUse(vpcId);
    }
    put(gateway.toBuilder().attachments(List.of()).build());
    return DetachInternetGatewayResponse.builder().build();
  }

  private DeleteInternetGatewayResponse delete(DeleteInternetGatewayRequest request) {
    InternetGateway gateway = NOUN.one(request.internetGatewayId(), gateways);
    String id = gateway.internetGatewayId();
    if (!gateway.attachments().isEmpty()) {
      throw Ec2Errors.resourceInUse("internetGateway", id);
    }
    gateways.remove(id);
    tags.forget(id);
    world.network().changed();
    return DeleteInternetGatewayResponse.builder().build();
  }

  private void put(InternetGateway gateway) {
    gateways.put(gateway.internetGatewayId(), gateway);
    world.network().changed();
  }

  private InternetGateway view(InternetGateway gateway) {
    return gateway.toBuilder().tags(tags.list(gateway.internetGatewayId())).build();
  }
}
