package dev.azdrill.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.UndoTag;
import dev.azdrill.session.AwsSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * How one thing is taken back. A value with everything that it needs: it is written down before the
 * act, and can be done by another process. Doing it twice is harmless, and so is doing it when the
 * act never happened.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "undo")
@JsonSubTypes({
  @JsonSubTypes.Type(value = UndoAction.LiftImpairment.class, name = "lift-impairment"),
  @JsonSubTypes.Type(value = UndoAction.StartInstance.class, name = "start-instance"),
  @JsonSubTypes.Type(value = UndoAction.AuthorizeIngress.class, name = "authorize-ingress")
})
public sealed interface UndoAction {
  /** What it does, as the end of a sentence that begins with "to". */
  String words();

  /** The EC2 resource whose tags can say the same; empty when there is none. */
  default Optional<String> carrier() {
    return Optional.empty();
  }

  /**
   * Does it.
   *
   * @throws RuntimeException when something of it is left; it may be tried again
   */
  void on(Platform platform);

  /** What of it is left, in a sentence, after it was done; empty when nothing is. */
  default Optional<String> left(Platform platform) {
    return Optional.empty();
  }

  /** Lets the platform lift what it imposed. */
  record LiftImpairment(Impairment impairment) implements UndoAction {
    @Override
    public String words() {
      return "lift the " + impairment.ability().words();
    }

    @Override
    public void on(Platform platform) {
      platform.impairments().lift(impairment);
    }
  }

  /**
   * Starts an instance that was stopped, as long as it bears the {@linkplain UndoTag tag} that it
   * got before: one that its group has replaced and terminated stays so, and one that somebody
   * stops later on purpose, too.
   */
  record StartInstance(String instanceId) implements UndoAction {
    private static final Duration STOPPING_MAX = Duration.ofMinutes(10);

    @Override
    public String words() {
      return "start instance " + instanceId + " again";
    }

    @Override
    public Optional<String> carrier() {
      return Optional.of(instanceId);
    }

    @Override
    public void on(Platform platform) {
      AwsSession aws = platform.session();
      if (stopped(aws).isEmpty()) {
        return;
      }
      aws.eventually()
          .expecting("instance " + instanceId + " to have stopped")
          .within(STOPPING_MAX)
          .until(() -> state(aws), seen -> seen != InstanceStateName.STOPPING);
      if (state(aws) == InstanceStateName.STOPPED) {
        aws.ec2().startInstances(r -> r.instanceIds(instanceId));
      }
      if (stopped(aws).isPresent()) {
        UndoTags.remove(aws, this);
      }
    }

    private InstanceStateName state(AwsSession aws) {
      return InstanceStates.of(aws, instanceId);
    }

    @Override
    public Optional<String> left(Platform platform) {
      return stopped(platform.session())
          .map(each -> "instance " + instanceId + " is " + each.state().nameAsString() + " still");
    }

    private Optional<Instance> stopped(AwsSession aws) {
      return InstanceStates.find(aws, instanceId)
          .filter(each -> each.state().name() != InstanceStateName.TERMINATED)
          .filter(each -> each.tags().stream().anyMatch(tag -> tag.key().equals(UndoTag.KEY)));
    }
  }

  /**
   * Authorizes what was revoked from a security group, known by its content: a rule's id does not
   * survive. What is there already stays.
   */
  record AuthorizeIngress(String groupId, List<IpPermission> permissions) implements UndoAction {
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

    /** Each on its own: EC2 refuses all of a call when one of its rules is there. */
    @Override
    public void on(Platform platform) {
      for (IpPermission each : permissions) {
        try {
          platform
              .session()
              .ec2()
              .authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(each));
        } catch (AwsServiceException refusal) {
          if (isGone(refusal)) {
            return;
          }
          if (!"InvalidPermission.Duplicate".equals(code(refusal))) {
            throw refusal;
          }
        }
      }
      UndoTags.remove(platform.session(), this);
    }

    @Override
    public Optional<String> left(Platform platform) {
      Filter byId = Filter.builder().name("group-id").values(groupId).build();
      return platform
          .session()
          .ec2()
          .describeSecurityGroups(r -> r.filters(byId))
          .securityGroups()
          .stream()
          .map(SecurityGroup::ipPermissions)
          .flatMap(
              there -> permissions.stream().filter(each -> !SecurityGroupRules.admit(there, each)))
          .findFirst()
          .map(each -> "security group " + groupId + " does not admit again what was revoked");
    }

    /** A group that went with its stack admits nobody, and needs not. */
    private static boolean isGone(AwsServiceException refusal) {
      return "InvalidGroup.NotFound".equals(code(refusal));
    }

    private static String code(AwsServiceException refusal) {
      return Optional.ofNullable(refusal.awsErrorDetails())
          .map(AwsErrorDetails::errorCode)
          .orElse("");
    }
  }
}
