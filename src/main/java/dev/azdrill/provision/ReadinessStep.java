package dev.azdrill.provision;

import java.time.Duration;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** The stack as a whole: it stands when all that was begun is in service. */
final class ReadinessStep implements Step {
  private static final Duration BUDGET = Duration.ofMinutes(20);

  @Override
  public String what() {
    return "the steady state";
  }

  @Override
  public void ensure(Construction construction) {
    LoadBalancerStep.awaitActive(construction);
    if (construction.blueprint().database().isPresent()) {
      DatabaseStep.awaitAvailable(construction);
    }
    Work work = construction.work();
    AutoScalingGroup group =
        work.await(
            "as many instances in service as the group desires",
            BUDGET,
            () -> GroupStep.find(work).orElseThrow(),
            seen -> inService(seen) >= seen.desiredCapacity(),
            GroupStep::words);
    work.await(
        "as many healthy targets as the group desires",
        BUDGET,
        () -> healthy(construction),
        count -> count >= group.desiredCapacity());
  }

  private static long inService(AutoScalingGroup group) {
    return group.instances().stream()
        .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
        .count();
  }

  private static long healthy(Construction construction) {
    return construction
        .aws()
        .elasticLoadBalancing()
        .describeTargetHealth(r -> r.targetGroupArn(construction.id(TargetGroupStep.ROLE)))
        .targetHealthDescriptions()
        .stream()
        .filter(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
        .count();
  }

  @Override
  public void remove(Work work) {}
}
