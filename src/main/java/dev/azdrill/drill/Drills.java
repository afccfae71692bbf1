package dev.azdrill.drill;

import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The built-in drills, which every multi-AZ architecture should pass. */
public final class Drills {
  private Drills() {}

  /** One instance of the group is terminated; the group replaces it. */
  public static Drill instanceTermination(String instanceId) {
    return new Drill(
        "An instance is terminated",
        new InstanceTermination(instanceId),
        inTime(
            new Expectation.TargetEvicted(instanceId),
            new Expectation.CapacityRestored(Set.of(instanceId)),
            new Expectation.TargetsHealthy(Set.of(instanceId)),
            new Expectation.ClientsServed()),
        List.of(),
        Objectives.NONE);
  }

  /** A zone loses its power; the others carry on, and after its return the load is spread again. */
  public static Drill zonePowerLoss(Inventory deployed, String zone) {
    boolean isPrimaryThere =
        deployed.all(Kind.DB_INSTANCE).stream().anyMatch(db -> zone.equals(db.availabilityZone()));
    List<Expectation> recovery = new ArrayList<>();
    recovery.add(new Expectation.ZoneEvicted(zone));
    if (isPrimaryThere) {
      recovery.add(new Expectation.DatabaseFailedOver());
    }
    recovery.add(new Expectation.ClientsServed());
    recovery.add(new Expectation.CapacityOutsideZone(zone));
    recovery.add(new Expectation.TargetsHealthy(Set.of(zone)));
    if (isPrimaryThere) {
      recovery.add(new Expectation.PrimaryOutsideZone(zone));
    }
    return new Drill(
        "Zone " + zone + " loses power",
        new ZonePowerLoss(zone),
        inTime(recovery.toArray(Expectation[]::new)),
        inTime(new Expectation.InstancesSpread()),
        Objectives.NONE);
  }

  private static List<TimedExpectation> inTime(Expectation... expectations) {
    return List.of(expectations).stream().map(TimedExpectation::inTime).toList();
  }
}
