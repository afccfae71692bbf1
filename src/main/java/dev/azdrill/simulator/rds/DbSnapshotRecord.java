package dev.azdrill.simulator.rds;

import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A snapshot of a DB instance.
 *
 * @param shown as RDS describes it, without its tags
 * @param source what the DB instance was asked to be when it was taken
 * @param volume the records that it holds
 */
record DbSnapshotRecord(DBSnapshot shown, DBInstance source, Volume volume) {
  /** How a snapshot came to be, as descriptions carry it. */
  enum Type {
    AUTOMATED("automated"),
    MANUAL("manual");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final String AVAILABLE = "available";
  private static final int DONE_PERCENT = 100;

  String name() {
    return shown.dbSnapshotIdentifier();
  }

  boolean isAvailable() {
    return AVAILABLE.equals(shown.status());
  }

  boolean is(Type type) {
    return type.toString().equals(shown.snapshotType());
  }

  /** The same snapshot, taken completely. */
  DbSnapshotRecord completed() {
    return new DbSnapshotRecord(
        shown.toBuilder().status(AVAILABLE).percentProgress(DONE_PERCENT).build(), source, volume);
  }
}
