package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Instances that the group starts from now on run and never answer, as when their boot needs
 * something that is not there; what runs already goes on. They boot when it is undone. As long as
 * the group starts nothing, nothing happens, and there is no witness: it belongs to a drill in
 * which something is replaced.
 *
 * @param group the name of the Auto Scaling group; empty until it is resolved
 */
public record BadBoot(Optional<String> group) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "instances that the group launches never answer";

  /** Its kind. */
  public static final FaultKind<BadBoot> KIND =
      new FaultKind<>(
              "bad-boot",
              BadBoot.class,
              "Instances that the group starts from now on never answer: beside a loss, it is not made"
                  + " good.",
              "the platform; they boot then",
              ExpectedRecovery.WHILE_IT_HOLDS,
              List.of(),
              List.of(),
              given -> new BadBoot(),
              fault -> FaultArguments.NONE)
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE));

  public BadBoot() {
    this(Optional.empty());
  }

  @Override
  public String name() {
    return "bad boot";
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
  public Optional<Ability> needs() {
    return Optional.of(Ability.APPLICATION_HEALTH);
  }

  @Override
  public BadBoot resolve(FaultContext context) {
    return new BadBoot(Optional.of(context.group().autoScalingGroupName()));
  }

  private Impairment.BootFailing impairment() {
    return new Impairment.BootFailing(subject());
  }

  /** What serves goes on; what would replace it is affected. */
  @Override
  public BlastRadius blastRadius(FaultContext context) {
    return BlastRadius.NONE;
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, impairment());
  }

  /**
   * An instance that was not there when the session began is an unhealthy target, and the platform
   * let a boot fail since the fault began. EC2's launch times do not tell: on an emulator they are
   * the wall clock's, and the drill's time may be another.
   */
  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    if (context.platform().impairments().effects(impairment()) == 0) {
      return Optional.empty();
    }
    return unhealthy(context).stream()
        .min(String::compareTo)
        .map(
            id ->
                Witness.found(
                    "the load balancer finds instance "
                        + id
                        + " unhealthy, which was launched since the session began"));
  }

  private static List<String> unhealthy(FaultContext context) {
    ElasticLoadBalancingV2Client elb = context.aws().elasticLoadBalancing();
    Set<String> before =
        context.baseline().all(Kind.INSTANCE).stream()
            .map(Instance::instanceId)
            .collect(Collectors.toSet());
    return context.baseline().all(Kind.TARGET_GROUP).stream()
        .flatMap(
            group ->
                elb
                    .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
                    .targetHealthDescriptions()
                    .stream())
        .filter(each -> each.targetHealth().state() == TargetHealthStateEnum.UNHEALTHY)
        .map(each -> each.target().id())
        .filter(id -> !before.contains(id))
        .toList();
  }
}
