package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
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
  @Override
  public String name() {
    return "application cut off from the load balancer";
  }

  @Override
  public String subject() {
    return applicationGroupId;
  }

  @Override
  public void resolve(FaultContext context) {
    FaultContext.require(
        "a security group of the stack",
        applicationGroupId,
        context.baseline().all(Kind.SECURITY_GROUP).stream().map(SecurityGroup::groupId).toList());
  }

  @Override
  public Injection inject(FaultContext context) {
    AwsSession aws = context.aws();
    List<IpPermission> admitting = admitting(context);
    return Injection.reversible(
        this,
        context,
        () -> {
          aws.ec2()
              .revokeSecurityGroupIngress(
                  r -> r.groupId(applicationGroupId).ipPermissions(admitting));
          return () ->
              aws.ec2()
                  .authorizeSecurityGroupIngress(
                      r -> r.groupId(applicationGroupId).ipPermissions(admitting));
        },
        () -> revoked(aws, admitting));
  }

  private List<IpPermission> admitting(FaultContext context) {
    Set<String> loadBalancers = new HashSet<>();
    context.baseline().all(Kind.LOAD_BALANCER).stream()
        .map(LoadBalancer::securityGroups)
        .forEach(loadBalancers::addAll);
    List<IpPermission> admitting =
        current(context.aws()).ipPermissions().stream()
            .filter(
                permission ->
                    permission.userIdGroupPairs().stream()
                        .map(UserIdGroupPair::groupId)
                        .anyMatch(loadBalancers::contains))
            .toList();
    if (admitting.isEmpty()) {
      throw new FaultException(
          "expected security group "
              + applicationGroupId
              + " to admit the load balancer's, saw no such rule: there is nothing to cut");
    }
    return admitting;
  }

  private Optional<Witness> revoked(AwsSession aws, List<IpPermission> admitting) {
    return current(aws).ipPermissions().containsAll(admitting)
        ? Optional.empty()
        : Optional.of(
            Witness.found(
                "EC2 describes security group " + applicationGroupId + " without the rule"));
  }

  private SecurityGroup current(AwsSession aws) {
    return aws.ec2()
        .describeSecurityGroups(r -> r.groupIds(applicationGroupId))
        .securityGroups()
        .get(0);
  }
}
