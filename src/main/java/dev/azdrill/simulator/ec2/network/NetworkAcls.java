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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Network ACLs. A VPC brings a default one that lets everything pass; every subnet is associated
 * with exactly one, at first with that.
 *
 * <p>Source: Amazon VPC User Guide, "Control subnet traffic with network access control lists".
 */
final class NetworkAcls {
  private static final int ACLS_MAX = 200;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "acl",
          "networkAclId",
          "InvalidNetworkAclId.Malformed",
          "InvalidNetworkAclID.NotFound",
          "The networkAcl ID '%s' does not exist");
  private static final ResourceIdFormat ASSOCIATION =
      new ResourceIdFormat(
          "aclassoc",
          "associationId",
          "InvalidNetworkAclAssociationId.Malformed",
          NetworkErrors.ASSOCIATION_NOT_FOUND,
          NetworkErrors.ASSOCIATION_NOT_FOUND_MESSAGE);
  private static final DescribeFilters<NetworkAcl> FILTERS =
      new DescribeFilters<NetworkAcl>()
          .on("network-acl-id", NetworkAcl::networkAclId)
          .on("vpc-id", NetworkAcl::vpcId)
          .on("owner-id", NetworkAcl::ownerId)
          .on("default", NetworkAcl::isDefault)
          .onMany(
              "association.association-id",
              associated(NetworkAclAssociation::networkAclAssociationId))
          .onMany("association.network-acl-id", associated(NetworkAclAssociation::networkAclId))
          .onMany("association.subnet-id", associated(NetworkAclAssociation::subnetId))
          .onMany("entry.cidr", entries(NetworkAclEntry::cidrBlock))
          .onMany("entry.egress", entries(NetworkAclEntry::egress))
          .onMany("entry.protocol", entries(NetworkAclEntry::protocol))
          .onMany("entry.rule-action", entries(NetworkAclEntry::ruleActionAsString))
          .onMany("entry.rule-number", entries(NetworkAclEntry::ruleNumber))
          .onTags(acl -> ResourceTags.byKey(acl.tags()));

  private static Function<NetworkAcl, Collection<String>> associated(
      Function<NetworkAclAssociation, String> value) {
    return acl -> acl.associations().stream().map(value).toList();
  }

  private static Function<NetworkAcl, Collection<String>> entries(
      Function<NetworkAclEntry, Object> value) {
    return acl -> acl.entries().stream().map(value).map(String::valueOf).toList();
  }

  private record Acl(String id, String vpcId, boolean isDefault, NetworkAclEntries entries) {}

  private final Map<String, Acl> acls = new LinkedHashMap<>();
  private final Map<String, NetworkAclAssociation> associations = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final Vpcs vpcs;
  private final Subnets subnets;

  NetworkAcls(World world, ResourceTags tags, Vpcs vpcs, Subnets subnets) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.vpcs = vpcs;
    this.subnets = subnets;
    vpcs.followers().add(new OfVpc());
    subnets.followers().add(new OfSubnet());
  }

  /** The default ACL comes and goes with the VPC; others have to go before it. */
  private final class OfVpc implements DependentResources.Follower {
    @Override
    public void created(String vpcId) {
      add(vpcId, true, NetworkAclEntries.allowingAll(), List.of());
    }

    @Override
    public boolean holds(String vpcId) {
      return in(vpcId).anyMatch(acl -> !acl.isDefault());
    }

    @Override
    public void deleted(String vpcId) {
      in(vpcId).toList().forEach(NetworkAcls.this::forget);
    }
  }

  /** A subnet is never without an ACL. */
  private final class OfSubnet implements DependentResources.Follower {
    @Override
    public void created(String subnetId) {
      String vpcId = subnets.one(subnetId).vpcId();
      associate(in(vpcId).filter(Acl::isDefault).findFirst().orElseThrow().id(), subnetId);
    }

    @Override
    public void deleted(String subnetId) {
      associations.values().removeIf(a -> a.subnetId().equals(subnetId));
    }
  }

  void enter(Operations.Page page) {
    page.write("CreateNetworkAcl", CreateNetworkAclRequest::builder, this::create);
    page.read("DescribeNetworkAcls", DescribeNetworkAclsRequest::builder, this::describe);
    page.write("DeleteNetworkAcl", DeleteNetworkAclRequest::builder, this::delete);
    page.write("CreateNetworkAclEntry", CreateNetworkAclEntryRequest::builder, this::createEntry);
    page.write(
        "ReplaceNetworkAclEntry", ReplaceNetworkAclEntryRequest::builder, this::replaceEntry);
    page.write("DeleteNetworkAclEntry", DeleteNetworkAclEntryRequest::builder, this::deleteEntry);
    page.write(
        "ReplaceNetworkAclAssociation",
        ReplaceNetworkAclAssociationRequest::builder,
        this::replaceAssociation);
  }

  List<NetworkAcl> all() {
    return acls.values().stream().map(this::view).toList();
  }

  private Stream<Acl> in(String vpcId) {
    return acls.values().stream().filter(acl -> acl.vpcId().equals(vpcId));
  }

  private Acl add(
      String vpcId,
      boolean isDefault,
      NetworkAclEntries entries,
      List<TagSpecification> specifications) {
    String id = world.ids().next("acl");
    tags.create(ResourceType.NETWORK_ACL, id, specifications);
    Acl acl = new Acl(id, vpcId, isDefault, entries);
    acls.put(id, acl);
    world.network().changed();
    return acl;
  }

  /** Takes over one that stands elsewhere, with its associations. */
  void adopt(NetworkAcl described) {
    Acl acl = described(described);
    vpcs.adopted(acl.vpcId());
    if (acl.isDefault() && in(acl.vpcId()).anyMatch(Acl::isDefault)) {
      throw new NotAdopted("another one is the default of its VPC, too");
    }
    for (NetworkAclAssociation each : described.associations()) {
      ASSOCIATION.adopted(each.networkAclAssociationId(), associations);
      if (isAssociated(Adoption.required(each.subnetId(), "SubnetId"))) {
        throw new NotAdopted("another one is that of " + each.subnetId() + ", too");
      }
    }
    tags.adopt(ResourceType.NETWORK_ACL, acl.id(), described.tags());
    acls.put(acl.id(), acl);
    described
        .associations()
        .forEach(
            each ->
                associations.put(
                    each.networkAclAssociationId(), each.copy(a -> a.networkAclId(acl.id()))));
    world.network().changed();
  }

  /** One that stands elsewhere as it would be here, or why it cannot be taken over. */
  private Acl described(NetworkAcl described) {
    return new Acl(
        NOUN.adopted(described.networkAclId(), acls),
        Adoption.required(described.vpcId(), "VpcId"),
        Adoption.required(described.isDefault(), "IsDefault"),
        NetworkAclEntries.described(described.entries()));
  }

  /** Whether the default one of a VPC is here. */
  boolean hasDefault(String vpcId) {
    return in(vpcId).anyMatch(Acl::isDefault);
  }

  /** Whether this subnet has one. */
  boolean isAssociated(String subnetId) {
    return associations.values().stream().anyMatch(a -> a.subnetId().equals(subnetId));
  }

  /** Forgets associations with subnets that were not taken over. */
  void forgetStrangers() {
    associations.values().removeIf(a -> !subnets.exists(a.subnetId()));
  }

  private void forget(Acl acl) {
    acls.remove(acl.id());
    tags.forget(acl.id());
    world.network().changed();
  }

  private String associate(String aclId, String subnetId) {
    String id = world.ids().next("aclassoc");
    associations.put(
        id,
        NetworkAclAssociation.builder()
            .networkAclAssociationId(id)
            .networkAclId(aclId)
            .subnetId(subnetId)
            .build());
    world.network().changed();
    return id;
  }

  private CreateNetworkAclResponse create(CreateNetworkAclRequest request) {
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    if (in(vpcId).count() >= ACLS_MAX) {
      throw NetworkErrors.networkAclLimitExceeded();
    }
    Acl acl = add(vpcId, false, NetworkAclEntries.denyingAll(), request.tagSpecifications());
    return CreateNetworkAclResponse.builder()
        .networkAcl(view(acl))
        .clientToken(request.clientToken())
        .build();
  }

  private DescribeNetworkAclsResponse describe(DescribeNetworkAclsRequest request) {
    List<NetworkAcl> wanted =
        NOUN.all(request.networkAclIds(), acls).stream().map(this::view).toList();
    Page<NetworkAcl> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.networkAclIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeNetworkAclsResponse.builder()
        .networkAcls(page.items())
        .nextToken(page.next())
        .build();
  }

  private DeleteNetworkAclResponse delete(DeleteNetworkAclRequest request) {
    Acl acl = NOUN.one(request.networkAclId(), acls);
    if (acl.isDefault()) {
      throw NetworkErrors.defaultNetworkAclNotDeletable(acl.id());
    }
    if (associations.values().stream().anyMatch(a -> a.networkAclId().equals(acl.id()))) {
      throw Ec2Errors.resourceInUse("networkAcl", acl.id());
    }
    forget(acl);
    return DeleteNetworkAclResponse.builder().build();
  }

  private CreateNetworkAclEntryResponse createEntry(CreateNetworkAclEntryRequest request) {
    NOUN.one(request.networkAclId(), acls).entries().add(NetworkAclEntries.entry(request));
    world.network().changed();
    return CreateNetworkAclEntryResponse.builder().build();
  }

  private ReplaceNetworkAclEntryResponse replaceEntry(ReplaceNetworkAclEntryRequest request) {
    NOUN.one(request.networkAclId(), acls).entries().replace(NetworkAclEntries.entry(request));
    world.network().changed();
    return ReplaceNetworkAclEntryResponse.builder().build();
  }

  private DeleteNetworkAclEntryResponse deleteEntry(DeleteNetworkAclEntryRequest request) {
    NOUN.one(request.networkAclId(), acls).entries().remove(request.egress(), request.ruleNumber());
    world.network().changed();
    return DeleteNetworkAclEntryResponse.builder().build();
  }

  private ReplaceNetworkAclAssociationResponse replaceAssociation(
      ReplaceNetworkAclAssociationRequest request) {
    NetworkAclAssociation old = ASSOCIATION.one(request.associationId(), associations);
    Acl acl = NOUN.one(request.networkAclId(), acls);
    if (!acl.vpcId().equals(subnets.one(old.subnetId()).vpcId())) {
      throw NetworkErrors.networkAclOfOtherNetwork(acl.id(), old.subnetId());
    }
    associations.remove(old.networkAclAssociationId());
    return ReplaceNetworkAclAssociationResponse.builder()
        .newAssociationId(associate(acl.id(), old.subnetId()))
        .build();
  }

  private NetworkAcl view(Acl acl) {
    return NetworkAcl.builder()
        .networkAclId(acl.id())
        .vpcId(acl.vpcId())
        .ownerId(world.place().account())
        .isDefault(acl.isDefault())
        .entries(acl.entries().all())
        .associations(
            associations.values().stream().filter(a -> a.networkAclId().equals(acl.id())).toList())
        .tags(tags.list(acl.id()))
        .build();
  }
}
