package dev.azdrill.drill.file;

import dev.azdrill.drill.Expectation;
import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.DatabaseRestart;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZonePowerLoss;
import java.util.List;
import java.util.Set;

/** The forms of all faults and all expectations. */
final class Forms {
  private static final Parameter<String> INSTANCE = Parameter.of("instance", Subject.INSTANCE);
  private static final Parameter<String> ZONE = Parameter.of("zone", Subject.ZONE);
  private static final Parameter<String> DATABASE = Parameter.of("database", Subject.DATABASE);
  private static final Parameter<String> GROUP =
      Parameter.of("security-group", Subject.SECURITY_GROUP);
  private static final Parameter<Set<String>> INSTANCES = Parameter.without(Subject.INSTANCE);
  private static final Parameter<Set<String>> INSTANCES_OR_ZONES =
      Parameter.without(Subject.INSTANCE, Subject.ZONE);

  static final List<Form<? extends Fault, ?>> FAULTS =
      List.of(
          Form.of(
              "instance-termination",
              InstanceTermination.class,
              INSTANCE,
              InstanceTermination::new,
              InstanceTermination::instanceId),
          Form.of(
              "instance-stop",
              InstanceStop.class,
              INSTANCE,
              InstanceStop::new,
              InstanceStop::instanceId),
          Form.of(
              "application-hang",
              ApplicationHang.class,
              INSTANCE,
              ApplicationHang::new,
              ApplicationHang::instanceId),
          Form.of(
              "application-cut-off",
              ApplicationCutOff.class,
              GROUP,
              ApplicationCutOff::new,
              ApplicationCutOff::applicationGroupId),
          Form.of(
              "zone-power-loss",
              ZonePowerLoss.class,
              ZONE,
              ZonePowerLoss::new,
              ZonePowerLoss::zone),
          Form.of(
              "zone-capacity-loss",
              ZoneCapacityLoss.class,
              ZONE,
              ZoneCapacityLoss::new,
              ZoneCapacityLoss::zone),
          Form.of(
              "database-failover",
              DatabaseFailover.class,
              DATABASE,
              DatabaseFailover::new,
              DatabaseFailover::databaseId),
          Form.of(
              "database-restart",
              DatabaseRestart.class,
              DATABASE,
              DatabaseRestart::new,
              DatabaseRestart::databaseId));

  static final List<Form<? extends Expectation, ?>> EXPECTATIONS =
      List.of(
          Form.of(
              "target-evicted",
              Expectation.TargetEvicted.class,
              INSTANCE,
              Expectation.TargetEvicted::new,
              Expectation.TargetEvicted::instanceId),
          Form.of(
              "zone-evicted",
              Expectation.ZoneEvicted.class,
              ZONE,
              Expectation.ZoneEvicted::new,
              Expectation.ZoneEvicted::zone),
          Form.of(
              "capacity-restored",
              Expectation.CapacityRestored.class,
              INSTANCES,
              Expectation.CapacityRestored::new,
              Expectation.CapacityRestored::lostInstances),
          Form.of(
              "capacity-outside-zone",
              Expectation.CapacityOutsideZone.class,
              ZONE,
              Expectation.CapacityOutsideZone::new,
              Expectation.CapacityOutsideZone::zone),
          Form.of(
              "capacity-at-least",
              Expectation.CapacityAtLeast.class,
              Parameter.count("instances", 1),
              Expectation.CapacityAtLeast::new,
              Expectation.CapacityAtLeast::instances),
          Form.of(
              "capacity-exactly",
              Expectation.CapacityExactly.class,
              Parameter.count("instances", 0),
              Expectation.CapacityExactly::new,
              Expectation.CapacityExactly::instances),
          Form.of(
              "targets-healthy",
              Expectation.TargetsHealthy.class,
              INSTANCES_OR_ZONES,
              Expectation.TargetsHealthy::new,
              Expectation.TargetsHealthy::lost),
          Form.of(
              "database-failed-over",
              new Expectation.DatabaseFailedOver(),
              Expectation.DatabaseFailedOver.class),
          Form.of(
              "primary-outside-zone",
              Expectation.PrimaryOutsideZone.class,
              ZONE,
              Expectation.PrimaryOutsideZone::new,
              Expectation.PrimaryOutsideZone::zone),
          Form.of(
              "clients-served", new Expectation.ClientsServed(), Expectation.ClientsServed.class),
          Form.of(
              "clients-see-errors",
              new Expectation.ClientsSeeErrors(),
              Expectation.ClientsSeeErrors.class),
          Form.of(
              "instances-spread",
              new Expectation.InstancesSpread(),
              Expectation.InstancesSpread.class),
          Form.of("steady-state", new Expectation.SteadyState(), Expectation.SteadyState.class));

  private Forms() {}

  /**
   * The form of this fault.
   *
   * @throws IllegalArgumentException when files have none for it
   */
  static Form<? extends Fault, ?> of(Fault fault) {
    return only(FAULTS, fault);
  }

  /** The form of this expectation. */
  static Form<? extends Expectation, ?> of(Expectation expectation) {
    return only(EXPECTATIONS, expectation);
  }

  private static <T> Form<? extends T, ?> only(List<Form<? extends T, ?>> all, T value) {
    return all.stream()
        .filter(each -> each.type().isInstance(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a fault or expectation that files have a word for, saw "
                        + value.getClass().getName()));
  }
}
