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
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * Security groups. A VPC brings a default one that admits its own members; a new group admits
 * nobody; both let everything out.
 *
 * <p>Source: Amazon VPC User Guide, "Security groups" and "Default security groups for your VPCs".
 */
public final class SecurityGroups {
  private static final String DEFAULT = "default";
  private static final Pattern TEXT = Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]+");
  private static final int TEXT_MAX = 255;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "sg",
          "groupId",
          "InvalidGroupId.Malformed",
          Ec2Errors.GROUP_NOT_FOUND,
          "The security group '%s' does not exist");
  private static final DescribeFilters<SecurityGroup> FILTERS = SecurityGroupFilters.all();

  private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
  private final DependentResources followers = new DependentResources();
  private final World world;
  private final ResourceTags tags;
  private final Vpcs vpcs;
  private final SecurityGroupRules rules;

  SecurityGroups(World world, ResourceTags tags, Vpcs vpcs, PrefixLists prefixLists) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.vpcs = vpcs;
    this.rules = new SecurityGroupRules(world, tags, this::meant, prefixLists);
    vpcs.followers()
        .add(
            new DependentResources.Follower() {
              @Override
              public void created(String vpcId) {
                createDefault(vpcId);
              }

              @Override
              public boolean holds(String vpcId) {
                return in(vpcId).anyMatch(group -> !isDefault(group));
              }

              @Override
              public void deleted(String vpcId) {
                in(vpcId).toList().forEach(SecurityGroups.this::forget);
              }
            });
  }

  void enter(Operations.Page page) {
    page.write("CreateSecurityGroup", CreateSecurityGroupRequest::builder, this::create);
    page.read("DescribeSecurityGroups", DescribeSecurityGroupsRequest::builder, this::describe);
    page.write("DeleteSecurityGroup", DeleteSecurityGroupRequest::builder, this::delete);
    rules.enter(page);
  }

  /** Told of every group; the key is its id. */
  DependentResources followers() {
    return followers;
  }

  /** The group as described, or AWS's refusal. */
  public SecurityGroup one(String id) {
    return view(NOUN.one(id, groups));
  }

  boolean exists(String id) {
    return groups.containsKey(id);
  }

  /** Whether the default group of a VPC is here. */
  boolean hasDefault(String vpcId) {
    return in(vpcId).anyMatch(SecurityGroups::isDefault);
  }

  /** The default group of a VPC, or AWS's refusal of the VPC. */
  public SecurityGroup defaultOf(String vpcId) {
    return in(vpcs.one(vpcId).vpcId())
        .filter(SecurityGroups::isDefault)
        .map(this::view)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The group that a request means: by its id or, in the default VPC, by its name. Source: Amazon
   * EC2 API Reference, "AuthorizeSecurityGroupIngress".
   */
  private SecurityGroup meant(@Nullable String id, @Nullable String name) {
    if (id != null || name == null) {
      return NOUN.one(id, groups);
    }
    String vpcId = vpcs.defaultId().orElseThrow(Ec2Errors::noDefaultVpc);
    return in(vpcId)
        .filter(group -> group.groupName().equals(name))
        .findFirst()
        .orElseThrow(() -> Ec2Errors.groupNotInDefaultVpc(name, vpcId));
  }

  /** The group of this name in a VPC. */
  public Optional<SecurityGroup> named(String vpcId, String name) {
    return in(vpcId).filter(group -> group.groupName().equals(name)).map(this::view).findFirst();
  }

  List<SecurityGroup> all() {
    return groups.values().stream().map(this::view).toList();
  }

  private Stream<SecurityGroup> in(String vpcId) {
    return groups.values().stream().filter(group -> group.vpcId().equals(vpcId));
  }

  private static boolean isDefault(SecurityGroup group) {
    return group.groupName().equals(DEFAULT);
  }

  private void createDefault(String vpcId) {
    SecurityGroup group = add(vpcId, DEFAULT, "default VPC security group", List.of());
    rules.add(
        group,
        false,
        IpPermission.builder()
            .ipProtocol("-1")
            .userIdGroupPairs(UserIdGroupPair.builder().groupId(group.groupId()).build())
            .build());
  }

  private SecurityGroup add(
      String vpcId, String name, String description, List<TagSpecification> specifications) {
    String id = world.ids().next("sg");
    tags.create(ResourceType.SECURITY_GROUP, id, specifications);
    SecurityGroup group =
        SecurityGroup.builder()
            .groupId(id)
            .groupName(name)
            .description(description)
            .vpcId(vpcId)
            .ownerId(world.place().account())
            .securityGroupArn(world.place().arn(Service.EC2, "security-group/" + id))
            .build();
    groups.put(id, group);
    rules.add(
        group,
        true,
        IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build());
    return group;
  }

  /** Takes over one that stands elsewhere, with its rules. */
  void adopt(SecurityGroup described) {
    String id = NOUN.adopted(described.groupId(), groups);
    String vpcId = vpcs.adopted(described.vpcId());
    String name = Adoption.required(described.groupName(), "GroupName");
    List<SecurityGroupRule> its = rules.described(described);
    if (in(vpcId).anyMatch(group -> group.groupName().equals(name))) {
      throw new NotAdopted("another group of its VPC is called " + name + ", too");
    }
    tags.adopt(ResourceType.SECURITY_GROUP, id, described.tags());
    groups.put(id, described);
    rules.adopt(id, its);
    world.network().changed();
  }

  private CreateSecurityGroupResponse create(CreateSecurityGroupRequest request) {
    checked(request.groupName(), "groupName");
    checked(request.description(), "groupDescription");
    if (request.groupName().equals(DEFAULT)) {
      throw SecurityGroupErrors.groupNameReserved(DEFAULT);
    }
    if (request.groupName().startsWith("sg-")) {
      throw SecurityGroupErrors.groupNameLikeId(request.groupName());
    }
    String vpcId =
        request.vpcId() == null
            ? vpcs.defaultId().orElseThrow(Ec2Errors::noDefaultVpc)
            : vpcs.one(request.vpcId()).vpcId();
    if (in(vpcId).anyMatch(group -> group.groupName().equals(request.groupName()))) {
      throw SecurityGroupErrors.groupExists(request.groupName(), vpcId);
    }
    SecurityGroup group =
        add(vpcId, request.groupName(), request.description(), request.tagSpecifications());
    world.network().changed();
    return CreateSecurityGroupResponse.builder()
        .groupId(group.groupId())
        .securityGroupArn(group.securityGroupArn())
        .tags(tags.list(group.groupId()))
        .build();
  }

  private static void checked(@Nullable String text, String parameter) {
    if (text == null || text.isEmpty()) {
      throw Ec2Errors.missingParameter(parameter);
    }
    if (text.length() > TEXT_MAX || !TEXT.matcher(text).matches()) {
      throw SecurityGroupErrors.groupTextInvalid(text, parameter);
    }
  }

  private DescribeSecurityGroupsResponse describe(DescribeSecurityGroupsRequest request) {
    List<String> named =
        request.groupNames().stream().map(name -> meant(null, name).groupId()).toList();
    List<SecurityGroup> wanted =
        NOUN.all(request.groupIds(), groups).stream()
            .filter(group -> named.isEmpty() || named.contains(group.groupId()))
            .map(this::view)
            .toList();
    Page<SecurityGroup> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.groupIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items())
        .nextToken(page.next())
        .build();
  }

  private DeleteSecurityGroupResponse delete(DeleteSecurityGroupRequest request) {
    SecurityGroup group = meant(request.groupId(), request.groupName());
    String id = group.groupId();
    if (isDefault(group)) {
      throw SecurityGroupErrors.defaultGroupNotDeletable(id);
    }
    if (rules.isReferenced(id) || followers.hold(id)) {
      throw SecurityGroupErrors.groupInUse(id);
    }
    forget(group);
    world.network().changed();
    return DeleteSecurityGroupResponse.builder().returnValue(true).groupId(id).build();
  }

  private void forget(SecurityGroup group) {
    rules.forget(group.groupId());
    groups.remove(group.groupId());
    tags.forget(group.groupId());
  }

  private SecurityGroup view(SecurityGroup group) {
    world.kernel().looked();
    return group.toBuilder()
        .ipPermissions(rules.permissions(group.groupId(), false))
        .ipPermissionsEgress(rules.permissions(group.groupId(), true))
        .tags(tags.list(group.groupId()))
        .build();
  }
}
