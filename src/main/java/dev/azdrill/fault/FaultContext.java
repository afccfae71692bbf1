package dev.azdrill.fault;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Strength;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Where faults are injected: a platform, what stood there before, and the journal.
 *
 * @param platform where it runs
 * @param baseline what was described before the fault
 * @param journal what is written down
 */
public record FaultContext(Platform platform, Inventory baseline, Journal journal) {

  /** The one Auto Scaling group of the stack. */
  public AutoScalingGroup group() {
    return only(baseline.all(Kind.AUTO_SCALING_GROUP), "Auto Scaling group");
  }

  /** The one database of the stack. */
  public DBInstance database() {
    return only(baseline.all(Kind.DB_INSTANCE), "database");
  }

  private static <T> T only(List<T> all, String what) {
    if (all.size() != 1) {
      throw new FaultException(
          "expected one "
              + what
              + " in the stack, saw "
              + all.size()
              + ": attach to a stack that has exactly one");
    }
    return all.get(0);
  }

  /** Writes down what is done to the stack. */
  public void note(String kind, String subject, String detail) {
    journal.note(
        platform.session().clock().now(),
        kind,
        subject,
        detail,
        Strength.CONTROL_PLANE,
        platform.answeredBy());
  }
}
