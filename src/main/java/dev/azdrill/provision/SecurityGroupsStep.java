package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Admission;
import dev.azdrill.topology.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The security groups, and what each admits. */
final class SecurityGroupsStep implements Step {
  @Override
  public String what() {
    return "the security groups";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions(
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateSecurityGroup",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress");
  }

  /** The role of a part's security group. */
  static String role(Part part) {
    return part.word() + "-security-group";
  }

  @Override
  public void ensure(Construction construction) {
    String vpcId = construction.id(VpcStep.ROLE);
    List<SecurityGroup> all =
        construction
            .aws()
            .ec2()
            .describeSecurityGroups(r -> r.filters(Ec2Labels.filter("vpc-id", vpcId)))
            .securityGroups();
    if (construction.blueprint().network().closedDefaultGroup()) {
      all.stream()
          .filter(group -> "default".equals(group.groupName()))
          .forEach(group -> close(construction, group));
    }
    Map<String, SecurityGroup> there = Ec2Labels.byRole(all, SecurityGroup::tags);
    Map<Part, Set<String>> admitted = new EnumMap<>(Part.class);
    for (Part part : construction.blueprint().securityGroups().keySet()) {
      SecurityGroup known = there.get(role(part));
      construction.found(
          role(part), known == null ? create(construction, vpcId, part) : known.groupId());
      admitted.put(part, known == null ? Set.of() : rules(known.ipPermissions()));
    }
    construction
        .blueprint()
        .securityGroups()
        .forEach(
            (part, admissions) ->
                admit(construction, part, admissions, admitted.getOrDefault(part, Set.of())));
  }

  /** Takes out the rules that AWS puts into the group that everything falls back to. */
  private static void close(Construction construction, SecurityGroup group) {
    if (!group.ipPermissions().isEmpty()) {
      construction
          .aws()
          .ec2()
          .revokeSecurityGroupIngress(
              r -> r.groupId(group.groupId()).ipPermissions(group.ipPermissions()));
    }
    if (!group.ipPermissionsEgress().isEmpty()) {
      construction
          .aws()
          .ec2()
          .revokeSecurityGroupEgress(
              r -> r.groupId(group.groupId()).ipPermissions(group.ipPermissionsEgress()));
    }
  }

  private static String create(Construction construction, String vpcId, Part part) {
    String role = role(part);
    return construction
        .aws()
        .ec2()
        .createSecurityGroup(
            r ->
                r.vpcId(vpcId)
                    .groupName(construction.name(role))
                    .description("Admits to the " + part.word() + " what the blueprint says")
                    .tagSpecifications(
                        Ec2Labels.specification(construction, ResourceType.SECURITY_GROUP, role)))
        .groupId();
  }

  private static void admit(
      Construction construction, Part part, List<Admission> admissions, Set<String> admitted) {
    List<IpPermission> missing = new ArrayList<>();
    for (Admission admission : admissions) {
      for (int port : admission.ports()) {
        IpPermission permission = permission(construction, admission.from(), port);
        if (!admitted.containsAll(rules(List.of(permission)))) {
          missing.add(permission);
        }
      }
    }
    if (!missing.isEmpty()) {
      construction
          .aws()
          .ec2()
          .authorizeSecurityGroupIngress(
              r -> r.groupId(construction.id(role(part))).ipPermissions(missing));
    }
  }

  private static IpPermission permission(
      Construction construction, Admission.Sender sender, int port) {
    IpPermission.Builder permission =
        IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
    sender
        .network()
        .ifPresent(cidr -> permission.ipRanges(IpRange.builder().cidrIp(cidr.toString()).build()));
    sender
        .part()
        .ifPresent(
            part ->
                permission.userIdGroupPairs(
                    UserIdGroupPair.builder().groupId(construction.id(role(part))).build()));
    return permission.build();
  }

  /** The same rules as words that can be compared: AWS merges and splits permissions at will. */
  private static Set<String> rules(List<IpPermission> permissions) {
    Set<String> rules = new HashSet<>();
    for (IpPermission permission : permissions) {
      String ports =
          permission.ipProtocol() + ":" + permission.fromPort() + "-" + permission.toPort() + ":";
      permission.ipRanges().forEach(range -> rules.add(ports + range.cidrIp()));
      permission.userIdGroupPairs().forEach(pair -> rules.add(ports + pair.groupId()));
    }
    return rules;
  }

  @Override
  public void remove(Work work) {
    List<SecurityGroup> own =
        work.aws()
            .ec2()
            .describeSecurityGroups(r -> r.filters(Ec2Labels.own(work)))
            .securityGroups();
    // Groups that name each other could not be deleted in any order.
    for (SecurityGroup group : own) {
      List<IpPermission> naming =
          group.ipPermissions().stream().filter(p -> !p.userIdGroupPairs().isEmpty()).toList();
      if (!naming.isEmpty()) {
        work.aws()
            .ec2()
            .revokeSecurityGroupIngress(r -> r.groupId(group.groupId()).ipPermissions(naming));
      }
    }
    for (SecurityGroup group : own) {
      work.aws().ec2().deleteSecurityGroup(r -> r.groupId(group.groupId()));
    }
  }
}
