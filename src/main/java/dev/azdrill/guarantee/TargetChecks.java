package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.SuccessCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Whether the health checks of a target group find what is unhealthy, and let serve what is
 * healthy, in time.
 */
final class TargetChecks {
  /** What drills allow at most where nobody says otherwise. */
  static final Duration WITHIN = Duration.ofMinutes(10);

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
    findings.addAll(inTime(name, targets));
    OptionalInt refused =
        SuccessCodes.of(targets).map(each -> each.firstFrom(REFUSED)).orElse(OptionalInt.empty());
    refused.ifPresent(
        code ->
            findings.add(Finding.violated(name, "takes an answer of " + code + " for healthy")));
    return findings;
  }

  /**
   * A new target serves after one check that it passes; a target that was found unhealthy after as
   * many as the healthy threshold.
   */
  private static List<Finding> inTime(String name, TargetGroup targets) {
    Integer every = targets.healthCheckIntervalSeconds();
    Integer failures = targets.unhealthyThresholdCount();
    Integer passes = targets.healthyThresholdCount();
    if (every == null || failures == null || passes == null) {
      return List.of(Finding.unknown(name, "does not say how often health is checked"));
    }
    long found = (long) every * failures;
    long back = (long) every * passes;
    String often = " (every " + every + " s, after ";
    return List.of(
        Finding.of(
            name,
            found <= WITHIN.toSeconds(),
            "finds what is unhealthy after " + found + " s",
            "finds what is unhealthy only after "
                + found
                + " s: every "
                + every
                + " s, after "
                + failures
                + " failures"),
        replaced(name, found, every, often + failures + " failures)"),
        Finding.of(
            name,
            back <= WITHIN.toSeconds(),
            "sends requests to what has recovered after " + back + " s",
            "sends requests to what has recovered only after "
                + back
                + " s"
                + often
                + passes
                + " passes)"));
  }

  private static Finding replaced(String name, long found, long first, String often) {
    long served = found + first;
    return Finding.of(
        name,
        found > WITHIN.toSeconds() || served <= WITHIN.toSeconds(),
        "checks a replacement after " + first + " s",
        "sends requests to a replacement only "
            + served
            + " s after what it replaces hangs: "
            + found
            + " s until that is found"
            + often
            + ", and "
            + first
            + " s until the replacement is checked");
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
            "health is checked every five minutes, and a replacement is waited for as well",
            with(each -> each.healthCheckIntervalSeconds(300).unhealthyThresholdCount(2))),
        new Mutant(
            "what has recovered must pass ten checks, one in two minutes",
            with(each -> each.healthCheckIntervalSeconds(120).healthyThresholdCount(10))),
        new Mutant(
            "a failure counts as healthy", with(each -> each.matcher(m -> m.httpCode("500")))),
        new Mutant(
            "a refusal counts as healthy", with(each -> each.matcher(m -> m.httpCode("200-499")))));
  }

  private static UnaryOperator<Inventory> with(UnaryOperator<TargetGroup.Builder> change) {
    return sound -> sound.map(Kind.TARGET_GROUP, each -> change.apply(each.toBuilder()).build());
  }
}
