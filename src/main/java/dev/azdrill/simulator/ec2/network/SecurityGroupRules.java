package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** What security groups allow, rule by rule. The groups describe themselves from these rules. */
final class SecurityGroupRules {
  private static final int RULES_MAX = 60;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "sgr",
          "securityGroupRuleId",
          "InvalidSecurityGroupRuleId.Malformed",
          "InvalidSecurityGroupRuleId.NotFound",
          "The security group rule ID '%s' does not exist");
  private static final DescribeFilters<SecurityGroupRule> FILTERS =
      new DescribeFilters<SecurityGroupRule>()
          .on("group-id", SecurityGroupRule::groupId)
          .on("security-group-rule-id", SecurityGroupRule::securityGroupRuleId)
          .onTags(rule -> ResourceTags.byKey(rule.tags()));

  /** Finds the group with this id or, in the default VPC, this name, or throws AWS's refusal. */
  @FunctionalInterface
  interface Groups {
    SecurityGroup one(@Nullable String id, @Nullable String name);
  }

  private final Map<String, SecurityGroupRule> rules = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final Groups groups;
  private final PrefixLists prefixLists;

  SecurityGroupRules(World world, ResourceTags tags, Groups groups, PrefixLists prefixLists) {
    this.world = world;
    this.prefixLists = prefixLists;
    prefixLists.usedBy(
        id -> rules.values().stream().anyMatch(rule -> id.equals(rule.prefixListId())));
    this.tags = tags;
    tags.of(NOUN);
    this.groups = groups;
  }

  void enter(Operations.Page page) {
    page.write(
        "AuthorizeSecurityGroupIngress",
        AuthorizeSecurityGroupIngressRequest::builder,
        this::authorizeIngress);
    page.write(
        "AuthorizeSecurityGroupEgress",
        AuthorizeSecurityGroupEgressRequest::builder,
        this::authorizeEgress);
    page.write(
        "RevokeSecurityGroupIngress",
        RevokeSecurityGroupIngressRequest::builder,
        this::revokeIngress);
    page.write(
        "RevokeSecurityGroupEgress", RevokeSecurityGroupEgressRequest::builder, this::revokeEgress);
    page.write("ModifySecurityGroupRules", ModifySecurityGroupRulesRequest::builder, this::modify);
    page.write(
        "UpdateSecurityGroupRuleDescriptionsIngress",
        UpdateSecurityGroupRuleDescriptionsIngressRequest::builder,
        this::describeIngress);
    page.write(
        "UpdateSecurityGroupRuleDescriptionsEgress",
        UpdateSecurityGroupRuleDescriptionsEgressRequest::builder,
        this::describeEgress);
    page.read(
        "DescribeSecurityGroupRules", DescribeSecurityGroupRulesRequest::builder, this::describe);
  }

  /** What a group allows in one direction. */
  List<IpPermission> permissions(String groupId, boolean egress) {
    return IpPermissions.collapse(of(groupId, egress));
  }

  /** Whether a rule of another group names this one. */
  boolean isReferenced(String groupId) {
    return rules.values().stream()
        .filter(rule -> !rule.groupId().equals(groupId))
        .anyMatch(
            rule ->
                rule.referencedGroupInfo() != null
                    && rule.referencedGroupInfo().groupId().equals(groupId));
  }

  /** Adds rules that nobody asked for: those that a new group has. */
  void add(SecurityGroup group, boolean egress, IpPermission permission) {
    authorize(group, List.of(permission), egress, List.of());
  }

  /** Forgets the rules of a group that is gone. */
  void forget(String groupId) {
    List<SecurityGroupRule> gone =
        rules.values().stream().filter(rule -> rule.groupId().equals(groupId)).toList();
    gone.forEach(this::remove);
  }

  private List<SecurityGroupRule> of(String groupId, boolean egress) {
    return rules.values().stream()
        .filter(rule -> rule.groupId().equals(groupId) && rule.isEgress() == egress)
        .toList();
  }

  private AuthorizeSecurityGroupIngressResponse authorizeIngress(
      AuthorizeSecurityGroupIngressRequest request) {
    List<IpPermission> wanted =
        wanted(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp());
    List<SecurityGroupRule> added =
        authorize(
            groups.one(request.groupId(), request.groupName()),
            wanted,
            false,
            request.tagSpecifications());
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(added)
        .build();
  }

  private AuthorizeSecurityGroupEgressResponse authorizeEgress(
      AuthorizeSecurityGroupEgressRequest request) {
    List<IpPermission> wanted =
        wanted(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp());
    List<SecurityGroupRule> added =
        authorize(groups.one(request.groupId(), null), wanted, true, request.tagSpecifications());
    return AuthorizeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .securityGroupRules(added)
        .build();
  }

  /** The permissions of a request, which may also name one at its top level. */
  private static List<IpPermission> wanted(
      List<IpPermission> permissions,
      @Nullable String protocol,
      @Nullable Integer from,
      @Nullable Integer to,
      @Nullable String cidr) {
    if (!permissions.isEmpty()) {
      return permissions;
    }
    if (cidr == null) {
      throw Ec2Errors.missingParameter("ipPermissions");
    }
    return List.of(
        IpPermission.builder()
            .ipProtocol(protocol)
            .fromPort(from)
            .toPort(to)
            .ipRanges(IpRange.builder().cidrIp(cidr).build())
            .build());
  }

  private List<SecurityGroupRule> authorize(
      SecurityGroup group,
      List<IpPermission> permissions,
      boolean egress,
      List<TagSpecification> specifications) {
    List<SecurityGroupRule> wanted = expand(group, permissions, egress);
    Set<SecurityGroupRule> known = new HashSet<>();
    of(group.groupId(), egress).forEach(rule -> known.add(IpPermissions.bare(rule)));
    if (weight(of(group.groupId(), egress)) + weight(wanted) > RULES_MAX) {
      throw SecurityGroupErrors.rulesPerGroupLimitExceeded();
    }
    Set<SecurityGroupRule> asked = new HashSet<>();
    for (SecurityGroupRule rule : wanted) {
      SecurityGroupRule bare = IpPermissions.bare(rule);
      if (!asked.add(bare)) {
        throw SecurityGroupErrors.permissionRepeated();
      }
      if (known.contains(bare)) {
        throw SecurityGroupErrors.permissionExists(IpPermissions.words(rule));
      }
    }
    List<SecurityGroupRule> added = keep(group.groupId(), wanted, specifications);
    world.network().changed();
    return added;
  }

  private List<SecurityGroupRule> keep(
      String groupId, List<SecurityGroupRule> wanted, List<TagSpecification> specifications) {
    List<SecurityGroupRule> added = new ArrayList<>();
    for (SecurityGroupRule rule : wanted) {
      String id = world.ids().next("sgr");
      tags.create(ResourceType.SECURITY_GROUP_RULE, id, specifications);
      rules.put(
          id,
          rule.toBuilder()
              .securityGroupRuleId(id)
              .securityGroupRuleArn(world.place().arn(Service.EC2, "security-group-rule/" + id))
              .groupId(groupId)
              .groupOwnerId(world.place().account())
              .build());
      added.add(view(NOUN.one(id, rules)));
    }
    return added;
  }

  /** The rules of a group that is described elsewhere, without ids. */
  List<SecurityGroupRule> described(SecurityGroup group) {
    return IpPermissions.described(group, id -> prefixLists.one(id).id());
  }

  /** Takes over the rules of a group; they get ids here, for no group's description has theirs. */
  void adopt(String groupId, List<SecurityGroupRule> described) {
    keep(groupId, described, List.of());
  }

  /** As how many rules they count: one that names a prefix list counts as its entries may. */
  private int weight(List<SecurityGroupRule> all) {
    return all.stream()
        .mapToInt(
            rule -> rule.prefixListId() == null ? 1 : prefixLists.one(rule.prefixListId()).weight())
        .sum();
  }

  private IpPermissions.Peers peers(SecurityGroup group) {
    return new IpPermissions.Peers(
        pair ->
            ReferencedSecurityGroup.builder()
                .groupId(referenced(group, pair))
                .userId(world.place().account())
                .build(),
        id -> prefixLists.one(id).id());
  }

  private List<SecurityGroupRule> expand(
      SecurityGroup group, List<IpPermission> permissions, boolean egress) {
    return IpPermissions.expand(permissions, egress, peers(group));
  }

  private String referenced(SecurityGroup group, UserIdGroupPair pair) {
    String owner = pair.userId();
    if (owner != null && !owner.equals(world.place().account())) {
      throw SecurityGroupErrors.groupOfOtherAccount(pair.groupId(), owner);
    }
    SecurityGroup other = groups.one(pair.groupId(), pair.groupName());
    if (!other.vpcId().equals(group.vpcId())) {
      throw SecurityGroupErrors.groupsOfDifferentNetworks();
    }
    return other.groupId();
  }

  private RevokeSecurityGroupIngressResponse revokeIngress(
      RevokeSecurityGroupIngressRequest request) {
    List<SecurityGroupRule> found =
        request.hasSecurityGroupRuleIds()
            ? byIds(
                groups.one(request.groupId(), request.groupName()),
                request.securityGroupRuleIds(),
                false)
            : byPermissions(
                groups.one(request.groupId(), request.groupName()),
                wanted(
                    request.ipPermissions(),
                    request.ipProtocol(),
                    request.fromPort(),
                    request.toPort(),
                    request.cidrIp()),
                false);
    return RevokeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(revoke(found))
        .build();
  }

  private RevokeSecurityGroupEgressResponse revokeEgress(RevokeSecurityGroupEgressRequest request) {
    List<SecurityGroupRule> found =
        request.hasSecurityGroupRuleIds()
            ? byIds(groups.one(request.groupId(), null), request.securityGroupRuleIds(), true)
            : byPermissions(
                groups.one(request.groupId(), null),
                wanted(
                    request.ipPermissions(),
                    request.ipProtocol(),
                    request.fromPort(),
                    request.toPort(),
                    request.cidrIp()),
                true);
    return RevokeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(revoke(found))
        .build();
  }

  private List<SecurityGroupRule> byIds(SecurityGroup group, List<String> ids, boolean egress) {
    List<SecurityGroupRule> found = new ArrayList<>();
    for (String id : ids) {
      SecurityGroupRule rule = NOUN.one(id, rules);
      if (!rule.groupId().equals(group.groupId()) || rule.isEgress() != egress) {
        throw NOUN.unknown(id);
      }
      found.add(rule);
    }
    return found;
  }

  private List<SecurityGroupRule> byPermissions(
      SecurityGroup group, List<IpPermission> permissions, boolean egress) {
    return expand(group, permissions, egress).stream()
        .map(wanted -> known(group, wanted, egress))
        .toList();
  }

  private List<RevokedSecurityGroupRule> revoke(List<SecurityGroupRule> found) {
    found.forEach(this::remove);
    world.network().changed();
    return found.stream().map(SecurityGroupRules::revoked).toList();
  }

  private void remove(SecurityGroupRule rule) {
    rules.remove(rule.securityGroupRuleId());
    tags.forget(rule.securityGroupRuleId());
  }

  private static RevokedSecurityGroupRule revoked(SecurityGroupRule rule) {
    return RevokedSecurityGroupRule.builder()
        .securityGroupRuleId(rule.securityGroupRuleId())
        .groupId(rule.groupId())
        .isEgress(rule.isEgress())
        .ipProtocol(rule.ipProtocol())
        .fromPort(rule.fromPort())
        .toPort(rule.toPort())
        .cidrIpv4(rule.cidrIpv4())
        .cidrIpv6(rule.cidrIpv6())
        .referencedGroupId(
            rule.referencedGroupInfo() == null ? null : rule.referencedGroupInfo().groupId())
        .description(rule.description())
        .build();
  }

  private ModifySecurityGroupRulesResponse modify(ModifySecurityGroupRulesRequest request) {
    SecurityGroup group = groups.one(request.groupId(), null);
    Map<String, SecurityGroupRule> changed = new LinkedHashMap<>();
    for (SecurityGroupRuleUpdate update : request.securityGroupRules()) {
      SecurityGroupRule old = NOUN.one(update.securityGroupRuleId(), rules);
      if (update.securityGroupRule() == null) {
        throw Ec2Errors.missingParameter("SecurityGroupRule");
      }
      if (!old.groupId().equals(group.groupId())) {
        throw NOUN.unknown(update.securityGroupRuleId());
      }
      SecurityGroupRule next =
          IpPermissions.rule(update.securityGroupRule(), old.isEgress(), peers(group));
      changed.put(
          old.securityGroupRuleId(),
          next.toBuilder()
              .securityGroupRuleId(old.securityGroupRuleId())
              .securityGroupRuleArn(old.securityGroupRuleArn())
              .groupId(old.groupId())
              .groupOwnerId(old.groupOwnerId())
              .build());
    }
    refuseEqualRules(group, changed);
    rules.putAll(changed);
    world.network().changed();
    return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
  }

  /** After a change no two rules of a group may be the same. */
  private void refuseEqualRules(SecurityGroup group, Map<String, SecurityGroupRule> changed) {
    Set<SecurityGroupRule> seen = new HashSet<>();
    for (SecurityGroupRule rule : rules.values()) {
      SecurityGroupRule next = changed.getOrDefault(rule.securityGroupRuleId(), rule);
      if (next.groupId().equals(group.groupId()) && !seen.add(IpPermissions.bare(next))) {
        throw SecurityGroupErrors.permissionExists(IpPermissions.words(next));
      }
    }
  }

  private UpdateSecurityGroupRuleDescriptionsIngressResponse describeIngress(
      UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
    SecurityGroup group = groups.one(request.groupId(), request.groupName());
    redescribe(group, request.ipPermissions(), request.securityGroupRuleDescriptions(), false);
    return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder().returnValue(true).build();
  }

  private UpdateSecurityGroupRuleDescriptionsEgressResponse describeEgress(
      UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
    SecurityGroup group = groups.one(request.groupId(), request.groupName());
    redescribe(group, request.ipPermissions(), request.securityGroupRuleDescriptions(), true);
    return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder().returnValue(true).build();
  }

  /**
   * Gives rules other descriptions; one without a description loses the one that it has. Source:
   * Amazon EC2 API Reference, {@code UpdateSecurityGroupRuleDescriptionsIngress}.
   */
  private void redescribe(
      SecurityGroup group,
      List<IpPermission> permissions,
      List<SecurityGroupRuleDescription> byId,
      boolean egress) {
    if (permissions.isEmpty() == byId.isEmpty()) {
      throw SecurityGroupErrors.descriptionsNotOneWay();
    }
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    for (SecurityGroupRuleDescription each : byId) {
      String id = each.securityGroupRuleId();
      if (id == null) {
        throw Ec2Errors.missingParameter("SecurityGroupRuleId");
      }
      byIds(group, List.of(id), egress);
      texts.put(id, Optional.ofNullable(each.description()));
    }
    for (SecurityGroupRule wanted : expand(group, permissions, egress)) {
      texts.put(
          known(group, wanted, egress).securityGroupRuleId(),
          Optional.ofNullable(wanted.description()));
    }
    texts.forEach(
        (id, text) ->
            rules.computeIfPresent(
                id, (key, rule) -> rule.copy(r -> r.description(text.orElse(null)))));
  }

  private SecurityGroupRule known(SecurityGroup group, SecurityGroupRule wanted, boolean egress) {
    SecurityGroupRule bare = IpPermissions.bare(wanted);
    return of(group.groupId(), egress).stream()
        .filter(rule -> IpPermissions.bare(rule).equals(bare))
        .findFirst()
        .orElseThrow(() -> SecurityGroupErrors.permissionNotFound());
  }

  private DescribeSecurityGroupRulesResponse describe(DescribeSecurityGroupRulesRequest request) {
    List<SecurityGroupRule> wanted =
        NOUN.all(request.securityGroupRuleIds(), rules).stream().map(this::view).toList();
    Page<SecurityGroupRule> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.securityGroupRuleIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeSecurityGroupRulesResponse.builder()
        .securityGroupRules(page.items())
        .nextToken(page.next())
        .build();
  }

  private SecurityGroupRule view(SecurityGroupRule rule) {
    return rule.toBuilder().tags(tags.list(rule.securityGroupRuleId())).build();
  }
}
