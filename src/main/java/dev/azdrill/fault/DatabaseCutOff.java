package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * The rules by which the database's security groups admit the application are revoked: those that
 * name a security group of its instances, and those that name a block of addresses in which its
 * subnets are. On AWS a connection that stands may outlive its rule. The undo authorizes exactly
 * what was revoked.
 *
 * @param databaseId the DB instance identifier
 */
public record DatabaseCutOff(String databaseId) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "the rules that admit the application to the database are revoked";

  /** Its kind. */
  public static final FaultKind<DatabaseCutOff> KIND =
      FaultKind.of(
              "database-cut-off",
              DatabaseCutOff.class,
              "Revokes the rules by which the database's security groups admit the application.",
              "authorizing the same rules",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("database", SubjectKind.DATABASE, "which"),
              DatabaseCutOff::new,
              DatabaseCutOff::databaseId)
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "database cut off from the application";
  }

  @Override
  public String subject() {
    return databaseId;
  }

  @Override
  public DatabaseCutOff resolve(FaultContext context) {
    context.requireDatabase(databaseId);
    return this;
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:RevokeSecurityGroupIngress");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    List<UndoAction> undo = new ArrayList<>();
    for (SecurityGroup group : groups(context)) {
      List<IpPermission> admitting = admitting(context, group);
      if (!admitting.isEmpty()) {
        undo.add(new AuthorizeIngress(group.groupId(), admitting));
      }
    }
    if (undo.isEmpty()) {
      throw new FaultException(
          "expected the security groups of database "
              + databaseId
              + " to admit the application, saw no such rule: there is nothing to cut");
    }
    return new FaultPlan(
        undo, () -> undo.forEach(each -> revoke(context, (AuthorizeIngress) each)));
  }

  private static void revoke(FaultContext context, AuthorizeIngress admitting) {
    context
        .aws()
        .ec2()
        .revokeSecurityGroupIngress(
            r -> r.groupId(admitting.groupId()).ipPermissions(admitting.permissions()));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    List<SecurityGroup> groups = groups(context);
    if (groups.stream().anyMatch(each -> !admitting(context, each).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        Witness.found(
            "EC2 describes the security groups of database "
                + databaseId
                + " without a rule that admits the application: "
                + groups.stream().map(SecurityGroup::groupId).collect(Collectors.joining(", "))));
  }

  private List<SecurityGroup> groups(FaultContext context) {
    List<String> ids =
        context.baseline().all(Kind.DB_INSTANCE).stream()
            .filter(each -> databaseId.equals(each.dbInstanceIdentifier()))
            .map(DBInstance::vpcSecurityGroups)
            .flatMap(List::stream)
            .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
            .toList();
    return ids.isEmpty()
        ? List.of()
        : context.aws().ec2().describeSecurityGroups(r -> r.groupIds(ids)).securityGroups();
  }

  private static List<IpPermission> admitting(FaultContext context, SecurityGroup group) {
    Set<String> application =
        StackSubjects.applicationGroups(context.baseline()).collect(Collectors.toSet());
    List<Cidr> subnets =
        ApplicationSubnets.of(context)
            .flatMap(each -> Cidr.parse(each.cidrBlock()).stream())
            .toList();
    return group.ipPermissions().stream()
        .flatMap(RuleContents::bySender)
        .filter(each -> isOf(each, application) || isFrom(each, subnets))
        .toList();
  }

  private static boolean isOf(IpPermission single, Set<String> groups) {
    return single.userIdGroupPairs().stream().anyMatch(each -> groups.contains(each.groupId()));
  }

  private static boolean isFrom(IpPermission single, List<Cidr> subnets) {
    return single.ipRanges().stream()
        .flatMap(each -> Cidr.parse(each.cidrIp()).stream())
        .anyMatch(range -> subnets.stream().anyMatch(range::overlaps));
  }
}
