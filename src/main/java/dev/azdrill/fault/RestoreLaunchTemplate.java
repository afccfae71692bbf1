package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * Deletes the launch template version of a fault, known by its description, and lets the group use
 * the version that it used before. A version that somebody else has chosen meanwhile stays.
 *
 * @param group the Auto Scaling group's name
 * @param vpcId the stack's VPC, which bears the tags
 * @param templateId the launch template
 * @param version the version that the group used, by number or as {@code $Latest} or {@code
 *     $Default}
 * @param description that of the fault's own version
 */
public record RestoreLaunchTemplate(
    String group, String vpcId, String templateId, String version, String description)
    implements UndoAction {
  /** What the group uses as long as the fault holds. */
  static final String LATEST = "$Latest";

  @Override
  public String words() {
    return "let Auto Scaling group " + group + " launch version " + version + " of " + templateId;
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(vpcId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions(
        "autoscaling:UpdateAutoScalingGroup", "ec2:DeleteLaunchTemplateVersions");
  }

  /**
   * The version goes first: Auto Scaling takes no template whose image does not exist, and the
   * version before may be {@code $Latest}.
   */
  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    List<String> bad = own(aws).map(each -> String.valueOf(each.versionNumber())).toList();
    if (!bad.isEmpty()) {
      aws.ec2().deleteLaunchTemplateVersions(r -> r.launchTemplateId(templateId).versions(bad));
    }
    if (diverted(aws).isPresent()) {
      use(aws, version);
    }
    UndoTags.remove(aws, this);
  }

  /** Lets the group use another version. */
  void use(AwsSession aws, String other) {
    aws.autoScaling()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName(group)
                    .launchTemplate(t -> t.launchTemplateId(templateId).version(other)));
  }

  /** The fault's own versions. */
  Stream<LaunchTemplateVersion> own(AwsSession aws) {
    try {
      return aws
          .ec2()
          .describeLaunchTemplateVersionsPaginator(r -> r.launchTemplateId(templateId))
          .launchTemplateVersions()
          .stream()
          .filter(each -> description.equals(each.versionDescription()))
          .toList()
          .stream();
    } catch (AwsServiceException refusal) {
      if (AwsCodes.is(refusal, "InvalidLaunchTemplateId.NotFound")) {
        return Stream.empty();
      }
      throw refusal;
    }
  }

  private Optional<AutoScalingGroup> diverted(AwsSession aws) {
    return GroupStates.find(aws, group)
        .filter(each -> !version.equals(LATEST))
        .filter(
            each ->
                Optional.ofNullable(each.launchTemplate())
                    .filter(used -> templateId.equals(used.launchTemplateId()))
                    .map(LaunchTemplateSpecification::version)
                    .filter(LATEST::equals)
                    .isPresent());
  }

  @Override
  public Optional<String> gone(Platform platform) {
    AwsSession aws = platform.session();
    return GroupStates.gone(aws, group).filter(each -> own(aws).findFirst().isEmpty());
  }

  @Override
  public Optional<String> left(Platform platform) {
    AwsSession aws = platform.session();
    return own(aws)
        .findFirst()
        .map(
            each ->
                "version "
                    + each.versionNumber()
                    + " of launch template "
                    + templateId
                    + " is there still")
        .or(
            () ->
                diverted(aws)
                    .map(
                        each ->
                            "Auto Scaling group "
                                + group
                                + " does not use version "
                                + version
                                + " of "
                                + templateId));
  }
}
