package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/**
 * The group replaces what the load balancer finds unhealthy, and not only what EC2 finds broken.
 */
final class HealthChecks {
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
        List.of(Kind.AUTO_SCALING_GROUP),
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
    return inventory.all(Kind.AUTO_SCALING_GROUP).stream().map(HealthChecks::of).toList();
  }

  private static Finding of(AutoScalingGroup group) {
    String name = group.autoScalingGroupName();
    List<String> types = List.of(String.valueOf(group.healthCheckType()).split(",", -1));
    if (!types.contains("ELB")) {
      return Finding.violated(name, "listens to " + types + ", not to ELB");
    }
    if (group.targetGroupARNs().isEmpty()) {
      return Finding.violated(name, "listens to ELB, but no target group is attached");
    }
    List<String> suspended =
        group.suspendedProcesses().stream()
            .map(each -> each.processName())
            .filter(List.of("HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate")::contains)
            .toList();
    return Finding.of(
        name,
        suspended.isEmpty(),
        "listens to ELB",
        "listens to ELB, but these processes are suspended: " + String.join(", ", suspended));
  }
}
