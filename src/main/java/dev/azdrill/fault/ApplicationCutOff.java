package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/**
 * The rule by which the application admits the load balancer is revoked. The undo authorizes
 * exactly what was revoked, known by its content: a rule's id does not survive.
 *
 * @param applicationGroupId the application tier's security group
 */
public record ApplicationCutOff(String applicationGroupId) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "the rule that admits the load balancer to the application is revoked";

  /** Its kind. */
  public static final FaultKind<ApplicationCutOff> KIND =
      FaultKind.of(
              "application-cut-off",
              ApplicationCutOff.class,
              "Revokes the rule by which the application's security group admits the load balancer.",
              "authorizing the same rule",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject(
                  "security-group", SubjectKind.SECURITY_GROUP, "the application's"),
              ApplicationCutOff::new,
              ApplicationCutOff::applicationGroupId)
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "application cut off from the load balancer";
  }

  @Override
  public String subject() {
    return applicationGroupId;
  }

  @Override
  public ApplicationCutOff resolve(FaultContext context) {
    FaultContext.require(
        "a security group of the stack",
        applicationGroupId,
        context.baseline().all(Kind.SECURITY_GROUP).stream().map(SecurityGroup::groupId).toList());
    return this;
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:RevokeSecurityGroupIngress");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    List<IpPermission> admitting = admitting(context);
    return FaultPlan.reversible(
        () ->
            context
                .aws()
                .ec2()
                .revokeSecurityGroupIngress(
                    r -> r.groupId(applicationGroupId).ipPermissions(admitting)),
        new AuthorizeIngress(applicationGroupId, admitting));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return revoked(context);
  }

  private List<IpPermission> admitting(FaultContext context) {
    List<IpPermission> admitting =
        fromLoadBalancers(context, current(context.aws()).ipPermissions());
    if (admitting.isEmpty()) {
      throw new FaultException(
          "expected security group "
              + applicationGroupId
              + " to admit the load balancer's, saw no such rule: there is nothing to cut");
    }
    return admitting;
  }

  private static List<IpPermission> fromLoadBalancers(
      FaultContext context, List<IpPermission> permissions) {
    Set<String> loadBalancers = new HashSet<>();
    context.baseline().all(Kind.LOAD_BALANCER).stream()
        .map(LoadBalancer::securityGroups)
        .forEach(loadBalancers::addAll);
    return permissions.stream()
        .filter(
            permission ->
                permission.userIdGroupPairs().stream()
                    .map(UserIdGroupPair::groupId)
                    .anyMatch(loadBalancers::contains))
        .toList();
  }

  private Optional<Witness> revoked(FaultContext context) {
    return fromLoadBalancers(context, current(context.aws()).ipPermissions()).isEmpty()
        ? Optional.of(
            Witness.found(
                "EC2 describes security group " + applicationGroupId + " without the rule"))
        : Optional.empty();
  }

  private SecurityGroup current(AwsSession aws) {
    return aws.ec2()
        .describeSecurityGroups(r -> r.groupIds(applicationGroupId))
        .securityGroups()
        .get(0);
  }
}
