package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Whether the health checks of a target group find what is unhealthy, and in time. */
final class TargetChecks {
  /** What drills allow at most where nobody says otherwise. */
  private static final Duration FOUND_WITHIN = Duration.ofMinutes(10);

  /** The lowest code with which a server says that it did not serve the request. */
  private static final int REFUSED = 400;

  private TargetChecks() {}

  /**
   * What is found of one target group of a group.
   *
   * @param isForwardedTo whether some listener sends requests there: what none uses none checks
   */
  static List<Finding> of(String group, TargetGroup targets, boolean isForwardedTo) {
    String name = String.valueOf(targets.targetGroupName());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.of(
            group,
            isForwardedTo && !targets.loadBalancerArns().isEmpty(),
            "is checked by a load balancer through the target group " + name,
            "listens to ELB, but no listener forwards to its target group "
                + name
                + ", so nothing checks its instances"));
    findings.add(inTime(name, targets));
    refused(targets)
        .ifPresent(
            code ->
                findings.add(
                    Finding.violated(name, "takes an answer of " + code + " for healthy")));
    return findings;
  }

  private static Finding inTime(String name, TargetGroup targets) {
    Integer every = targets.healthCheckIntervalSeconds();
    Integer times = targets.unhealthyThresholdCount();
    if (every == null || times == null) {
      return Finding.unknown(name, "does not say how often health is checked");
    }
    long seconds = (long) every * times;
    String found = " after " + seconds + " s";
    return Finding.of(
        name,
        seconds <= FOUND_WITHIN.toSeconds(),
        "finds what is unhealthy" + found,
        "finds what is unhealthy only"
            + found
            + ": every "
            + every
            + " s, after "
            + times
            + " failures");
  }

  /** A code that says that a request was refused and counts as healthy: 404, 200-499. */
  private static Optional<Integer> refused(TargetGroup targets) {
    if (targets.matcher() == null || targets.matcher().httpCode() == null) {
      return Optional.empty();
    }
    for (String each : targets.matcher().httpCode().split(",", -1)) {
      String[] bounds = each.strip().split("-", -1);
      int first = Integer.parseInt(bounds[0].strip());
      int last = Integer.parseInt(bounds[bounds.length - 1].strip());
      if (last >= REFUSED) {
        return Optional.of(Math.max(first, REFUSED));
      }
    }
    return Optional.empty();
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "no load balancer uses the group's target group",
            with(each -> each.loadBalancerArns(List.of()))),
        new Mutant(
            "no listener forwards to the group's target group",
            sound ->
                sound
                    .with(Kind.RULE, List.of())
                    .map(
                        Kind.LISTENER, each -> each.toBuilder().defaultActions(List.of()).build())),
        new Mutant(
            "health is checked every five minutes, ten times",
            with(each -> each.healthCheckIntervalSeconds(300).unhealthyThresholdCount(10))),
        new Mutant(
            "a failure counts as healthy", with(each -> each.matcher(m -> m.httpCode("500")))),
        new Mutant(
            "a refusal counts as healthy", with(each -> each.matcher(m -> m.httpCode("200-499")))));
  }

  private static UnaryOperator<Inventory> with(UnaryOperator<TargetGroup.Builder> change) {
    return sound -> sound.map(Kind.TARGET_GROUP, each -> change.apply(each.toBuilder()).build());
  }
}
