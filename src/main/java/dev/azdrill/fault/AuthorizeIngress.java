package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * Authorizes what was revoked from a security group, known by its content: a rule's id does not
 * survive. What is there already stays.
 */
public record AuthorizeIngress(String groupId, List<IpPermission> permissions)
    implements UndoAction {
  public AuthorizeIngress {
    permissions = List.copyOf(permissions);
  }

  @Override
  public String words() {
    return "authorize what was revoked from security group " + groupId;
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(groupId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:AuthorizeSecurityGroupIngress");
  }

  /** Each sender on its own: EC2 refuses all of a call when one of its rules is there. */
  @Override
  public void carryOut(Platform platform) {
    for (IpPermission each : permissions.stream().flatMap(RuleContents::bySender).toList()) {
      try {
        platform
            .session()
            .ec2()
            .authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(each));
      } catch (AwsServiceException refusal) {
        if (isGone(refusal)) {
          return;
        }
        if (!AwsCodes.is(refusal, "InvalidPermission.Duplicate")) {
          throw refusal;
        }
      }
    }
    UndoTags.remove(platform.session(), this);
  }

  @Override
  public Optional<String> gone(Platform platform) {
    return described(platform).isEmpty()
        ? Optional.of("security group " + groupId)
        : Optional.empty();
  }

  @Override
  public Optional<String> left(Platform platform) {
    return described(platform).stream()
        .map(SecurityGroup::ipPermissions)
        .flatMap(there -> permissions.stream().filter(each -> !RuleContents.admit(there, each)))
        .findFirst()
        .map(each -> "security group " + groupId + " does not admit again what was revoked");
  }

  private List<SecurityGroup> described(Platform platform) {
    Filter byId = Filter.builder().name("group-id").values(groupId).build();
    return platform.session().ec2().describeSecurityGroups(r -> r.filters(byId)).securityGroups();
  }

  /** A group that went with its stack admits nobody, and needs not. */
  private static boolean isGone(AwsServiceException refusal) {
    return AwsCodes.is(refusal, "InvalidGroup.NotFound");
  }
}
