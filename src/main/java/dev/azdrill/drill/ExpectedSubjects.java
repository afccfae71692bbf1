package dev.azdrill.drill;

import dev.azdrill.fault.FaultContext;
import dev.azdrill.inventory.Kind;

/**
 * Requires that what a drill expects something of is there before anything is broken: of an
 * instance that never was, everything has come true already.
 */
final class ExpectedSubjects {
  private final FaultContext context;

  ExpectedSubjects(FaultContext context) {
    this.context = context;
  }

  /**
   * @throws dev.azdrill.fault.FaultException when one is not there, with the name that was probably
   *     meant
   */
  void require(Drill drill) {
    drill.expectations().forEach(each -> require(each.expectation()));
  }

  private void require(Expectation expectation) {
    if (expectation instanceof Expectation.TargetEvicted evicted) {
      context.requireInstance(evicted.instanceId());
    } else if (expectation instanceof Expectation.ZoneEvicted evicted) {
      context.requireZone(evicted.zone());
    } else if (expectation instanceof Expectation.CapacityRestored restored) {
      restored.lost().forEach(this::requireInstanceOrZone);
    } else if (expectation instanceof Expectation.CapacityOutsideZone outside) {
      context.requireZone(outside.zone());
    } else if (expectation instanceof Expectation.PrimaryOutsideZone outside) {
      context.requireZone(outside.zone());
    } else if (expectation instanceof Expectation.TargetsHealthy healthy) {
      healthy.lost().forEach(this::requireInstanceOrZone);
    }
  }

  private void requireInstanceOrZone(String lost) {
    boolean isZone =
        context.baseline().all(Kind.SUBNET).stream()
            .anyMatch(each -> lost.equals(each.availabilityZone()));
    if (!isZone) {
      context.requireInstance(lost);
    }
  }
}
