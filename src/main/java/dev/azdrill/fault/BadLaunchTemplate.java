package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/**
 * Somebody has broken the launch template: its newest version names an image that does not exist,
 * and the group launches that. What runs goes on; what is lost is not replaced.
 *
 * <p>Auto Scaling refuses to be given such a version, but it does not look again: the group is told
 * to use {@code $Latest} first, and then the version is created.
 *
 * @param group the group's name, once it was looked for
 */
public record BadLaunchTemplate(Optional<String> group) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the launch template names an image that does not exist";

  /** Its kind. */
  public static final FaultKind<BadLaunchTemplate> KIND =
      new FaultKind<>(
              "bad-launch-template",
              BadLaunchTemplate.class,
              "The group launches a new version of its launch template, whose image does not exist.",
              "using the version before, and deleting the new one",
              ExpectedRecovery.WHILE_IT_HOLDS,
              List.of(),
              List.of(),
              given -> new BadLaunchTemplate(Optional.empty()),
              fault -> FaultArguments.NONE)
          .leaving("the number of the deleted version is not used again")
          .saidAs(FaultSentence.of(SENTENCE));

  private static final String NO_IMAGE = "ami-00000000000000000";

  @Override
  public String name() {
    return "bad launch template";
  }

  @Override
  public boolean isLatent() {
    return true;
  }

  @Override
  public String subject() {
    return group.orElse("the Auto Scaling group");
  }

  @Override
  public BadLaunchTemplate resolve(FaultContext context) {
    return new BadLaunchTemplate(Optional.of(context.group().autoScalingGroupName()));
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions(
        "autoscaling:UpdateAutoScalingGroup", "ec2:CreateLaunchTemplateVersion");
  }

  /** What serves goes on; what would replace it is affected. */
  @Override
  public BlastRadius blastRadius(FaultContext context) {
    return BlastRadius.NONE;
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    AutoScalingGroup described =
        GroupStates.find(context.aws(), context.group().autoScalingGroupName())
            .orElse(context.group());
    LaunchTemplateSpecification used = described.launchTemplate();
    if (used == null) {
      throw new FaultException(
          "expected Auto Scaling group "
              + described.autoScalingGroupName()
              + " to use a launch template of its own, saw none: mixed instances policies and launch"
              + " configurations are not broken");
    }
    RestoreLaunchTemplate undo =
        new RestoreLaunchTemplate(
            described.autoScalingGroupName(),
            context.vpcId(),
            used.launchTemplateId(),
            Optional.ofNullable(used.version()).orElse("$Default"),
            "azdrill " + UndoTags.digest(used + " at " + context.now()));
    if (image(context, used.launchTemplateId(), undo.version())
        .filter(NO_IMAGE::equals)
        .isPresent()) {
      throw new FaultException(
          "expected a launch template with an image, saw "
              + NO_IMAGE
              + " in "
              + used.launchTemplateId()
              + ": it is broken already");
    }
    return FaultPlan.reversible(() -> act(context, undo), undo);
  }

  private static void act(FaultContext context, RestoreLaunchTemplate undo) {
    if (!undo.version().equals(RestoreLaunchTemplate.LATEST)) {
      undo.use(context.aws(), RestoreLaunchTemplate.LATEST);
    }
    context
        .aws()
        .ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateId(undo.templateId())
                    .sourceVersion(undo.version())
                    .versionDescription(undo.description())
                    .launchTemplateData(data -> data.imageId(NO_IMAGE)));
  }

  private static Optional<String> image(FaultContext context, String template, String version) {
    return context
        .aws()
        .ec2()
        .describeLaunchTemplateVersions(r -> r.launchTemplateId(template).versions(version))
        .launchTemplateVersions()
        .stream()
        .flatMap(each -> Optional.ofNullable(each.launchTemplateData().imageId()).stream())
        .findFirst();
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return GroupStates.find(context.aws(), subject())
        .flatMap(each -> Optional.ofNullable(each.launchTemplate()))
        .filter(
            each ->
                image(context, each.launchTemplateId(), each.version())
                    .filter(NO_IMAGE::equals)
                    .isPresent())
        .map(
            each ->
                Witness.found(
                    "Auto Scaling group "
                        + subject()
                        + " launches version "
                        + each.version()
                        + " of "
                        + each.launchTemplateId()
                        + ", whose image is "
                        + NO_IMAGE));
  }
}
