package dev.azdrill.drill;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Causes in the Auto Scaling group and the database. */
final class GroupCauses {
  /** Without these, what is lost or unhealthy is not replaced, or not served by. */
  private static final Set<String> REPLACING =
      Set.of("Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy", "AddToLoadBalancer");

  /** Without this, zones that have lost instances get none back. */
  private static final String SPREADING = "AZRebalance";

  /** An instance is on its way. */
  private static final Set<LifecycleState> STARTING =
      EnumSet.of(
          LifecycleState.PENDING, LifecycleState.PENDING_WAIT, LifecycleState.PENDING_PROCEED);

  private final DiagnosisFacts facts;
  private final String name;

  GroupCauses(DiagnosisFacts facts) {
    this.facts = facts;
    this.name = facts.group().autoScalingGroupName();
  }

  List<FailureCause> causes() {
    List<FailureCause> causes = new ArrayList<>();
    standby().ifPresent(causes::add);
    if (facts.missedCapacity()) {
      suspended().ifPresent(causes::add);
      healthChecks().ifPresent(causes::add);
      zones().ifPresent(causes::add);
      launches().ifPresent(causes::add);
    }
    single().ifPresent(causes::add);
    slow().ifPresent(causes::add);
    return causes;
  }

  private Optional<FailureCause> suspended() {
    boolean isSpread = !facts.missed(Component.GROUP_BALANCE);
    Set<String> suspended =
        facts.group().suspendedProcesses().stream()
            .map(SuspendedProcess::processName)
            .filter(each -> REPLACING.contains(each) || (!isSpread && each.equals(SPREADING)))
            .collect(Collectors.toSet());
    return suspended.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnosis.cause(
                CauseKind.PROCESSES_SUSPENDED,
                name,
                "suspended processes of " + name + ": " + DiagnosisFacts.and(suspended)));
  }

  /** An instance that the load balancer found unhealthy stayed in service. */
  private Optional<FailureCause> healthChecks() {
    boolean listens =
        List.of(String.valueOf(facts.group().healthCheckType()).split(",", -1)).contains("ELB");
    boolean hangs = facts.faults().stream().anyMatch(ApplicationHang.class::isInstance);
    boolean isKept = facts.snapshots().stream().anyMatch(GroupCauses::keepsUnhealthy);
    return listens || !(hangs || isKept)
        ? Optional.empty()
        : Optional.of(
            Diagnosis.cause(
                CauseKind.HEALTH_CHECKS_IGNORED,
                name,
                name
                    + " uses "
                    + facts.group().healthCheckType()
                    + " health checks: an instance whose application hangs is never replaced"));
  }

  private static boolean keepsUnhealthy(StackSnapshot seen) {
    Set<String> unhealthy =
        seen.targets().stream()
            .filter(each -> each.targetHealth().state() == TargetHealthStateEnum.UNHEALTHY)
            .map(each -> each.target().id())
            .collect(Collectors.toSet());
    return seen.inService().stream().anyMatch(each -> unhealthy.contains(each.instanceId()));
  }

  private Optional<FailureCause> zones() {
    List<String> zones = facts.group().availabilityZones();
    return zones.isEmpty() || !facts.lostZones().containsAll(zones)
        ? Optional.empty()
        : Optional.of(
            Diagnosis.cause(
                CauseKind.GROUP_IN_LOST_ZONES,
                name,
                name
                    + " may launch in "
                    + DiagnosisFacts.and(zones)
                    + " only, which lost its power"));
  }

  /** Instances were lacking, none was on its way, and an attempt to launch one had failed. */
  private Optional<FailureCause> launches() {
    StackSnapshot seen = facts.whenCapacityWasMissed();
    boolean isLacking =
        seen.inService().size() < seen.desired()
            && seen.group().instances().stream()
                .noneMatch(each -> STARTING.contains(each.lifecycleState()));
    Instant from = facts.first().at();
    return seen.activities().stream()
        .filter(each -> isLacking && !each.startTime().isBefore(from))
        .filter(each -> each.statusCode() == ScalingActivityStatusCode.FAILED)
        .max(Comparator.comparing(Activity::startTime))
        .map(
            each ->
                Diagnosis.cause(
                    CauseKind.LAUNCHES_REFUSED,
                    name,
                    name
                        + " had "
                        + seen.inService().size()
                        + " of "
                        + seen.desired()
                        + " instances in service and started none; its last failed activity: "
                        + String.valueOf(each.statusMessage())));
  }

  private Optional<FailureCause> single() {
    boolean hadNone = facts.snapshots().stream().anyMatch(each -> each.healthyTargets().isEmpty());
    return facts.first().desired() != 1 || !hadNone || !facts.clientsSuffered()
        ? Optional.empty()
        : Optional.of(
            Diagnosis.cause(
                CauseKind.SINGLE_INSTANCE,
                name,
                name + " desires one instance: no capacity while it was replaced"));
  }

  private Optional<FailureCause> standby() {
    Optional<DBInstance> database = facts.first().database();
    boolean isHit =
        database.map(DBInstance::availabilityZone).filter(facts.lostZones()::contains).isPresent()
            || facts.faults().stream().anyMatch(DatabaseFailover.class::isInstance);
    return database
        .filter(each -> isHit && !Boolean.TRUE.equals(each.multiAZ()))
        .map(
            each ->
                Diagnosis.cause(
                    CauseKind.NO_STANDBY,
                    each.dbInstanceIdentifier(),
                    "the database "
                        + each.dbInstanceIdentifier()
                        + " has no standby in another zone: nothing takes over"));
  }

  /** What is configured allows more time than the ceiling. */
  private Optional<FailureCause> slow() {
    return facts.missed().stream()
        .map(Measurement::limit)
        .filter(each -> each.beyondCeiling().isPresent())
        .findFirst()
        .map(this::slow);
  }

  private FailureCause slow(Limit limit) {
    return Diagnosis.cause(
        CauseKind.CONFIGURATION_TOO_SLOW,
        name,
        "the configuration allows "
            + limit.beyondCeiling().orElseThrow().toSeconds()
            + " s ("
            + limit.derivation()
            + "), more than the ceiling of "
            + limit.duration().toSeconds()
            + " s");
  }
}
