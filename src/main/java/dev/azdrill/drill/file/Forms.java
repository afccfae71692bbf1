package dev.azdrill.drill.file;

import dev.azdrill.drill.Expectation;
import dev.azdrill.fault.SubjectKind;
import java.util.List;
import java.util.Set;

/** The forms of all expectations. */
final class Forms {
  private static final Parameter<String> INSTANCE = Parameter.of("instance", SubjectKind.INSTANCE);
  private static final Parameter<String> ZONE = Parameter.of("zone", SubjectKind.ZONE);
  private static final Parameter<Set<String>> INSTANCES = Parameter.without(SubjectKind.INSTANCE);
  private static final Parameter<Set<String>> INSTANCES_OR_ZONES =
      Parameter.without(SubjectKind.INSTANCE, SubjectKind.ZONE);

  static final List<ExpectationForm<? extends Expectation, ?>> EXPECTATIONS =
      List.of(
          ExpectationForm.of(
              "target-evicted",
              Expectation.TargetEvicted.class,
              INSTANCE,
              Expectation.TargetEvicted::new,
              Expectation.TargetEvicted::instanceId),
          ExpectationForm.of(
              "zone-evicted",
              Expectation.ZoneEvicted.class,
              ZONE,
              Expectation.ZoneEvicted::new,
              Expectation.ZoneEvicted::zone),
          ExpectationForm.of(
              "capacity-restored",
              Expectation.CapacityRestored.class,
              INSTANCES,
              Expectation.CapacityRestored::new,
              Expectation.CapacityRestored::lost),
          ExpectationForm.of(
              "capacity-outside-zone",
              Expectation.CapacityOutsideZone.class,
              ZONE,
              Expectation.CapacityOutsideZone::new,
              Expectation.CapacityOutsideZone::zone),
          ExpectationForm.of(
              "capacity-at-least",
              Expectation.CapacityAtLeast.class,
              Parameter.count("instances", 1),
              Expectation.CapacityAtLeast::new,
              Expectation.CapacityAtLeast::instances),
          ExpectationForm.of(
              "capacity-exactly",
              Expectation.CapacityExactly.class,
              Parameter.count("instances", 0),
              Expectation.CapacityExactly::new,
              Expectation.CapacityExactly::instances),
          ExpectationForm.of(
              "targets-healthy",
              Expectation.TargetsHealthy.class,
              INSTANCES_OR_ZONES,
              Expectation.TargetsHealthy::new,
              Expectation.TargetsHealthy::lost),
          ExpectationForm.of(
              "database-failed-over",
              new Expectation.DatabaseFailedOver(),
              Expectation.DatabaseFailedOver.class),
          ExpectationForm.of(
              "primary-outside-zone",
              Expectation.PrimaryOutsideZone.class,
              ZONE,
              Expectation.PrimaryOutsideZone::new,
              Expectation.PrimaryOutsideZone::zone),
          ExpectationForm.of(
              "database-redundant",
              new Expectation.DatabaseRedundant(),
              Expectation.DatabaseRedundant.class),
          ExpectationForm.of(
              "clients-served", new Expectation.ClientsServed(), Expectation.ClientsServed.class),
          ExpectationForm.of(
              "clients-see-errors",
              new Expectation.ClientsSeeErrors(),
              Expectation.ClientsSeeErrors.class),
          ExpectationForm.of(
              "instances-spread",
              new Expectation.InstancesSpread(),
              Expectation.InstancesSpread.class),
          ExpectationForm.of(
              "steady-state", new Expectation.SteadyState(), Expectation.SteadyState.class));

  private Forms() {}

  /**
   * The form of this expectation.
   *
   * @throws IllegalArgumentException when files have none for it
   */
  static ExpectationForm<? extends Expectation, ?> of(Expectation expectation) {
    return EXPECTATIONS.stream()
        .filter(each -> each.type().isInstance(expectation))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an expectation that files have a word for, saw "
                        + expectation.getClass().getName()));
  }
}
