package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/**
 * The group replaces what the load balancer finds unhealthy, and not only what EC2 finds broken;
 * and can launch what it replaces it with.
 */
final class ElbHealthChecks {
  /** The processes of a group without which what is unhealthy is not replaced by what serves. */
  private static final Set<String> NEEDED =
      Set.of("HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate", "AddToLoadBalancer");

  /**
   * A grace period begins whenever an instance comes into service, and hides until it ends that the
   * load balancer finds the instance unhealthy: one that hangs meanwhile stays.
   *
   * <p>See <a
   * href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html">Set
   * the health check grace period</a>.
   */
  private static final Duration GRACE = TargetChecks.WITHIN;

  private ElbHealthChecks() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "unhealthy-instances-are-replaced",
        "the group replaces what the load balancer finds unhealthy",
        "every group listens to the load balancer's health checks, and what it launches exists",
        new Advice(
            "EC2 sees an instance whose application hangs as healthy, and nothing "
                + "replaces it.",
            "Set HealthCheckType=ELB and a HealthCheckGracePeriod of at most 600 on "
                + "the Auto Scaling group, attach it to a target group that a listener "
                + "forwards to, let HealthCheckIntervalSeconds times "
                + "UnhealthyThresholdCount be at most 600 and the Matcher take 2xx and 3xx "
                + "alone, resume suspended processes, and launch from an image and key pair "
                + "that exist."),
        List.of(
            Framework.FSBP.control("AutoScaling.1"),
            Framework.NIST.control("CA-7"),
            Framework.NIST.control("CP-2(2)"),
            Framework.NIST.control("SI-2"),
            Framework.WELL_ARCHITECTED.control("REL11-BP01"),
            Framework.WELL_ARCHITECTED.control("REL11-BP03")),
        List.of(
            Kind.AUTO_SCALING_GROUP,
            Kind.TARGET_GROUP,
            Kind.TARGET_GROUP_ATTRIBUTE,
            Kind.LISTENER,
            Kind.RULE),
        ElbHealthChecks::findings,
        mutants());
  }

  private static List<Finding> findings(Inventory inventory) {
    Requests requests = new Requests(inventory);
    return inventory.all(Kind.AUTO_SCALING_GROUP).stream()
        .flatMap(
            each ->
                Stream.of(
                    of(each, requests),
                    keptFromRequests(each, requests),
                    LaunchableReplacements.of(each, inventory)))
        .flatMap(List::stream)
        .toList();
  }

  /** What is unhealthy is not only replaced: until then it gets no requests. */
  private static List<Finding> keptFromRequests(AutoScalingGroup group, Requests requests) {
    HealthThresholds thresholds = new HealthThresholds(requests.inventory());
    return group.targetGroupARNs().stream()
        .flatMap(arn -> requests.targetGroup(arn).stream())
        .flatMap(each -> thresholds.afterAnInstance(group, each).stream())
        .toList();
  }

  private static List<Finding> of(AutoScalingGroup group, Requests requests) {
    String name = group.autoScalingGroupName();
    List<String> types = List.of(String.valueOf(group.healthCheckType()).split(",", -1));
    if (!types.contains("ELB")) {
      return List.of(Finding.violated(name, "listens to " + types + ", not to ELB"));
    }
    if (group.targetGroupARNs().isEmpty()) {
      return List.of(Finding.violated(name, "listens to ELB, but no target group is attached"));
    }
    List<String> suspended =
        group.suspendedProcesses().stream()
            .map(each -> each.processName())
            .filter(NEEDED::contains)
            .toList();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.of(
            name,
            suspended.isEmpty(),
            "listens to ELB",
            "listens to ELB, but these processes are suspended: " + String.join(", ", suspended)));
    findings.add(inTime(group));
    Set<String> used = requests.forwardedTo();
    for (String arn : group.targetGroupARNs()) {
      findings.addAll(
          requests
              .targetGroup(arn)
              .map(each -> TargetChecks.of(name, each, used.contains(arn)))
              .orElseGet(
                  () ->
                      List.of(
                          Finding.unknown(
                              name, "listens to " + arn + ", which is not described"))));
    }
    return findings;
  }

  /** While the grace period lasts, what hangs is not replaced. */
  private static Finding inTime(AutoScalingGroup group) {
    String name = group.autoScalingGroupName();
    Integer grace = group.healthCheckGracePeriod();
    return Finding.of(
        name,
        Optional.ofNullable(grace).map(seconds -> seconds <= GRACE.toSeconds()),
        "listens after " + grace + " s",
        "replaces no instance that hangs in its first "
            + grace
            + " s: the grace period hides that for more than "
            + GRACE.toMinutes()
            + " minutes",
        "does not say how long it waits for an instance to be healthy");
  }

  private static List<Mutant> mutants() {
    return Stream.of(
            configured(),
            HealthThresholds.ofRouting(),
            TargetChecks.mutants(),
            LaunchableReplacements.mutants())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutant> configured() {
    return List.of(
        new Mutant("the group listens to EC2 alone", with(each -> each.healthCheckType("EC2"))),
        new Mutant(
            "the group is detached from its target group",
            with(each -> each.targetGroupARNs(List.of()))),
        new Mutant("the group's replacing is suspended", suspending("ReplaceUnhealthy")),
        new Mutant(
            "replacements are not added to the load balancer", suspending("AddToLoadBalancer")),
        new Mutant(
            "the group waits for two hours before it listens",
            with(each -> each.healthCheckGracePeriod(7200))),
        new Mutant(
            "the group waits for a day before it listens",
            with(each -> each.healthCheckGracePeriod(86_400))));
  }

  private static UnaryOperator<Inventory> suspending(String process) {
    return with(
        each -> each.suspendedProcesses(SuspendedProcess.builder().processName(process).build()));
  }

  private static UnaryOperator<Inventory> with(UnaryOperator<AutoScalingGroup.Builder> change) {
    return sound ->
        sound.map(Kind.AUTO_SCALING_GROUP, each -> change.apply(each.toBuilder()).build());
  }
}
