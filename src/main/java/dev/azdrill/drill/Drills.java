package dev.azdrill.drill;

import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;

/** The drills that every multi-AZ architecture should pass. */
public final class Drills {
  private Drills() {}

  /** One instance of the group is terminated; the group replaces it. */
  public static Drill instanceTermination(Inventory deployed, String instanceId) {
    Expectations expect = new Expectations(deployed);
    List<String> lost = List.of(instanceId);
    return new Drill(
        "An instance is terminated",
        expect.steady(),
        new InstanceTermination(instanceId),
        List.of(
            expect.evicted(instanceId),
            expect.replaced(lost),
            expect.healthyAgain(lost),
            expect.clientsServed()),
        List.of());
  }

  /** A zone loses its power; the others carry on, and after its return the load is spread again. */
  public static Drill zonePowerLoss(Inventory deployed, String zone) {
    Expectations expect = new Expectations(deployed);
    List<Expectation> recovery = new ArrayList<>();
    recovery.add(expect.zoneEvicted(zone));
    boolean primaryThere =
        deployed.all(Kind.DB_INSTANCE).stream().anyMatch(db -> zone.equals(db.availabilityZone()));
    if (primaryThere) {
      recovery.add(expect.failedOver());
    }
    recovery.add(expect.clientsServed());
    recovery.add(expect.replacedOutside(zone));
    recovery.add(expect.healthyAgain(List.of(zone)));
    if (primaryThere) {
      recovery.add(expect.primaryOutside(zone));
    }
    return new Drill(
        "Zone " + zone + " loses power",
        expect.steady(),
        new ZonePowerLoss(zone),
        recovery,
        List.of(expect.spreadEvenly()));
  }
}
