package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * The group replaces what the load balancer finds unhealthy, and not only what EC2 finds broken.
 */
final class HealthChecks {
  /** The processes of a group without which what is unhealthy is not replaced by what serves. */
  private static final Set<String> NEEDED =
      Set.of("HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate");

  private HealthChecks() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "unhealthy-instances-are-replaced",
        "the group replaces what the load balancer finds unhealthy",
        "every group listens to the load balancer's health checks",
        List.of(
            Framework.FSBP.control("AutoScaling.1"),
            Framework.NIST.control("CA-7"),
            Framework.NIST.control("CP-2(2)"),
            Framework.NIST.control("SI-2"),
            Framework.WELL_ARCHITECTED.control("REL11-BP01"),
            Framework.WELL_ARCHITECTED.control("REL11-BP03")),
        List.of(Kind.AUTO_SCALING_GROUP, Kind.TARGET_GROUP, Kind.LISTENER, Kind.RULE),
        HealthChecks::findings,
        List.of(
            new Mutant(
                "the group listens to EC2 alone",
                sound ->
                    sound.map(
                        Kind.AUTO_SCALING_GROUP,
                        each -> each.toBuilder().healthCheckType("EC2").build())),
            new Mutant(
                "the group is detached from its target group",
                sound ->
                    sound.map(
                        Kind.AUTO_SCALING_GROUP,
                        each -> each.toBuilder().targetGroupARNs(List.of()).build())),
            new Mutant(
                "no load balancer uses the group's target group",
                sound ->
                    sound.map(
                        Kind.TARGET_GROUP,
                        each -> each.toBuilder().loadBalancerArns(List.of()).build())),
            new Mutant(
                "no listener forwards to the group's target group",
                sound ->
                    sound
                        .with(Kind.RULE, List.of())
                        .map(
                            Kind.LISTENER,
                            each -> each.toBuilder().defaultActions(List.of()).build())),
            new Mutant(
                "the group's replacing is suspended",
                sound ->
                    sound.map(
                        Kind.AUTO_SCALING_GROUP,
                        each ->
                            each.toBuilder()
                                .suspendedProcesses(
                                    SuspendedProcess.builder()
                                        .processName("ReplaceUnhealthy")
                                        .build())
                                .build()))));
  }

  private static List<Finding> findings(Inventory inventory) {
    Requests requests = new Requests(inventory);
    return inventory.all(Kind.AUTO_SCALING_GROUP).stream()
        .flatMap(each -> of(each, requests).stream())
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
    Set<String> used = requests.forwardedTo();
    for (String arn : group.targetGroupARNs()) {
      findings.add(
          requests
              .targetGroup(arn)
              .map(each -> isUsed(name, each, used.contains(arn)))
              .orElseGet(
                  () -> Finding.unknown(name, "listens to " + arn + ", which is not described")));
    }
    return findings;
  }

  /** What no load balancer uses, none checks: its targets are unused, and never unhealthy. */
  private static Finding isUsed(String group, TargetGroup targets, boolean isForwardedTo) {
    return Finding.of(
        group,
        isForwardedTo && !targets.loadBalancerArns().isEmpty(),
        "is checked by a load balancer through the target group " + targets.targetGroupName(),
        "listens to ELB, but no listener forwards to its target group "
            + targets.targetGroupName()
            + ", so nothing checks its instances");
  }
}
