package dev.azdrill.drill.file;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.Drills;
import dev.azdrill.fault.OpenSubject;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The built-in drills as files: what they run on is left open. */
public final class BuiltInDrills {
  /** A database of which nothing is known yet. */
  private static final DBInstance DATABASE =
      DBInstance.builder()
          .dbInstanceIdentifier(OpenSubject.ANY_DATABASE.word())
          .availabilityZone(OpenSubject.PRIMARY_ZONE.word())
          .build();

  private BuiltInDrills() {}

  /**
   * A built-in drill as a file would have it, to be written, copied and changed. The one that loses
   * a zone loses that of the database's primary.
   */
  public static DrillFile file(BuiltInDrill drill) {
    return new DrillFile(
        switch (drill) {
          case INSTANCE_TERMINATION -> Drills.instanceTermination(OpenSubject.ANY_INSTANCE.word());
          case APPLICATION_HANG -> Drills.applicationHang(OpenSubject.ANY_INSTANCE.word());
          case ZONE_POWER_LOSS -> zonePowerLoss();
          case DATABASE_FAILOVER -> Drills.databaseFailover(DATABASE);
        });
  }

  private static Drill zonePowerLoss() {
    Inventory stack = Inventory.builder().add(Kind.DB_INSTANCE, List.of(DATABASE)).build();
    return Drills.zonePowerLoss(stack, OpenSubject.PRIMARY_ZONE.word())
        .named("The zone of the primary database loses power");
  }
}
