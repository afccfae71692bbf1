package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The load balancer's health checks expect an HTTP status that no application gives. It finds every
 * target unhealthy, and sends requests to all of them nevertheless; a group that trusts it replaces
 * every instance, again and again.
 *
 * @param groups the names of the target groups, once they were looked for
 */
public record HealthCheckMisconfigured(List<String> groups) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "the health check expects a status that the application never returns";

  /** Its kind. */
  public static final FaultKind<HealthCheckMisconfigured> KIND =
      new FaultKind<>(
              "health-check-misconfigured",
              HealthCheckMisconfigured.class,
              "The load balancer's health checks expect HTTP status 499, which no application gives.",
              "expecting what they expected before",
              ExpectedRecovery.AFTER_ITS_UNDO,
              List.of(),
              List.of(),
              given -> new HealthCheckMisconfigured(List.of()),
              fault -> FaultArguments.NONE)
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE));

  /** The last one that Elastic Load Balancing takes. */
  private static final String WRONG = "499";

  public HealthCheckMisconfigured {
    groups = List.copyOf(groups);
  }

  @Override
  public String name() {
    return "health check misconfigured";
  }

  @Override
  public String subject() {
    return groups.isEmpty() ? "the target groups" : String.join(", ", groups);
  }

  @Override
  public List<String> targets() {
    return groups;
  }

  @Override
  public HealthCheckMisconfigured resolve(FaultContext context) {
    List<String> found =
        context.baseline().all(Kind.TARGET_GROUP).stream()
            .map(TargetGroup::targetGroupName)
            .sorted()
            .toList();
    if (found.isEmpty()) {
      throw new FaultException(
          "expected a target group in the stack, saw none: there are no health checks");
    }
    return new HealthCheckMisconfigured(found);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("elasticloadbalancing:ModifyTargetGroup");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    List<RestoreHealthCheckMatcher> undo =
        TargetGroupStates.of(context).stream()
            .flatMap(
                each ->
                    matcher(each)
                        .filter(codes -> !codes.equals(WRONG))
                        .map(
                            codes ->
                                new RestoreHealthCheckMatcher(
                                    each.targetGroupArn(), context.vpcId(), codes, WRONG))
                        .stream())
            .toList();
    if (undo.isEmpty()) {
      throw new FaultException(
          "expected health checks that an HTTP status passes, saw none: there is nothing to"
              + " misconfigure, or it is already");
    }
    return new FaultPlan(
        List.copyOf(undo), () -> undo.forEach(each -> each.misconfigure(context.aws())));
  }

  private static Optional<String> matcher(TargetGroup group) {
    return Optional.ofNullable(group.matcher())
        .flatMap(each -> Optional.ofNullable(each.httpCode()));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return TargetGroupStates.of(context).stream()
        .filter(each -> matcher(each).filter(WRONG::equals).isPresent())
        .flatMap(each -> TargetGroupStates.targets(context.aws(), each.targetGroupArn()).stream())
        .filter(each -> each.targetHealth().state() == TargetHealthStateEnum.UNHEALTHY)
        .filter(
            each ->
                each.targetHealth().reason()
                    == TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH)
        .findFirst()
        .map(
            each ->
                Witness.found(
                    "the load balancer finds instance "
                        + each.target().id()
                        + " unhealthy: "
                        + each.targetHealth().description()));
  }
}
