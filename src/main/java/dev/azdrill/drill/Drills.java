package dev.azdrill.drill;

import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The built-in drills, which every multi-AZ architecture should pass. */
public final class Drills {
  private Drills() {}

  /** One instance of the group is terminated; the group replaces it. */
  public static Drill instanceTermination(String instanceId) {
    return Drill.of(
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

  /** The application on an instance hangs; the load balancer notices, and the group replaces it. */
  public static Drill applicationHang(String instanceId) {
    return Drill.of(
        "The application on an instance hangs",
        new ApplicationHang(instanceId),
        inTime(
            new Expectation.TargetEvicted(instanceId),
            new Expectation.CapacityRestored(Set.of(instanceId)),
            new Expectation.TargetsHealthy(Set.of(instanceId)),
            new Expectation.ClientsServed()),
        List.of(),
        Objectives.NONE);
  }

  /** The database is made to fail over; its standby takes over. */
  public static Drill databaseFailover(DBInstance database) {
    return Drill.of(
        "The database is made to fail over",
        new DatabaseFailover(database.dbInstanceIdentifier()),
        inTime(
            new Expectation.DatabaseFailedOver(),
            new Expectation.ClientsServed(),
            new Expectation.PrimaryOutsideZone(database.availabilityZone())),
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
    return Drill.of(
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
