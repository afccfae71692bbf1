package dev.azdrill.simulator.rds;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a DB instance says that it is doing, and which requests it takes meanwhile.
 *
 * <p>The status is not the engine's health: while a zone is without power and RDS fails over by
 * itself, it stays {@code available}. What serves is told by {@link Engine}.
 *
 * <p>Source: Amazon RDS User Guide, "Viewing DB instance status".
 */
enum Status {
  CREATING("creating"),
  BACKING_UP("backing-up"),
  AVAILABLE("available"),
  MODIFYING("modifying"),
  REBOOTING("rebooting"),
  STOPPING("stopping"),
  STOPPED("stopped"),
  STARTING("starting"),
  DELETING("deleting");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  /** The status that descriptions carry so; empty where there is none like it. */
  static Optional<Status> of(String described) {
    return Arrays.stream(values()).filter(each -> each.text.equals(described)).findFirst();
  }

  /**
   * Passes one in which others may be made of it.
   *
   * @throws dev.azdrill.simulator.world.AwsError in any other
   */
  void requireAvailable() {
    whenAvailable(this);
  }

  /** RebootDBInstance. */
  Status reboot() {
    return whenAvailable(REBOOTING);
  }

  /** ModifyDBInstance, where what changes takes time. */
  Status modify() {
    return whenAvailable(MODIFYING);
  }

  /** CreateDBSnapshot. */
  Status backUp() {
    return whenAvailable(BACKING_UP);
  }

  /** StopDBInstance. */
  Status stop() {
    return whenAvailable(STOPPING);
  }

  /** StartDBInstance. */
  Status start() {
    if (this != STOPPED) {
      throw RdsErrors.instanceNotStopped();
    }
    return STARTING;
  }

  /** DeleteDBInstance: at any time, but once. */
  Status delete() {
    if (this == DELETING) {
      throw RdsErrors.instanceBeingDeleted();
    }
    return DELETING;
  }

  /**
   * What follows when the work of this status is done.
   *
   * @param backups whether automated backups are on: a new DB instance is backed up at once
   */
  Status done(boolean backups) {
    return switch (this) {
      case CREATING -> backups ? BACKING_UP : AVAILABLE;
      case STOPPING -> STOPPED;
      case BACKING_UP, AVAILABLE, MODIFYING, REBOOTING, STARTING -> AVAILABLE;
      case STOPPED, DELETING -> this;
    };
  }

  private Status whenAvailable(Status next) {
    if (this != AVAILABLE) {
      throw RdsErrors.instanceNotAvailable();
    }
    return next;
  }

  /** As descriptions carry it. */
  @Override
  public String toString() {
    return text;
  }
}
