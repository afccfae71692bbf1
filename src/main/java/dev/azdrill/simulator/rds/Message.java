package dev.azdrill.simulator.rds;

/**
 * What RDS writes into its event log, letter by letter: the API's events carry no id, so who looks
 * for one looks for its text. Full stops are as accounts show them, which is not always as the
 * guide does.
 *
 * <p>Source: Amazon RDS User Guide, "Amazon RDS event categories and event messages".
 */
enum Message {
  CREATED("creation", "DB instance created"),
  DELETED("deletion", "DB instance deleted"),
  BACKUP_STARTED("backup", "Backing up DB instance"),
  BACKUP_FINISHED("backup", "Finished DB Instance backup"),
  SHUTDOWN("availability", "DB instance shutdown"),
  RESTARTED("availability", "DB instance restarted"),
  STOPPED("notification", "DB instance stopped"),
  STARTED("notification", "DB instance started"),
  FAILOVER_STARTED("failover", "Multi-AZ instance failover started."),
  FAILOVER_COMPLETED("failover", "Multi-AZ instance failover completed"),
  FAILOVER_ABANDONED(
      "failover",
      "Abandoning user requested failover since a failover recently occurred on the database"
          + " instance."),
  BECAUSE_USER("failover", "The user requested a failover of the DB instance."),
  BECAUSE_UNREACHABLE(
      "failover",
      "The primary host of the RDS Multi-AZ instance is unreachable due to loss of network"
          + " connectivity."),
  BECAUSE_STORAGE(
      "failover",
      "The storage volume underlying the primary host of the RDS Multi-AZ instance experienced a"
          + " failure."),
  BECAUSE_MODIFIED("failover", "The RDS instance was modified by customer."),
  STORAGE_EXHAUSTED(
      "low storage",
      "Allocated storage has been exhausted. Allocate additional storage to resolve."),
  RECOVERY_STARTED(
      "recovery",
      "Recovery of the DB instance has started. Recovery time will vary with the amount of data to"
          + " be recovered."),
  RECOVERY_COMPLETED("recovery", "Recovery of the DB instance is complete."),
  CLASS_APPLYING("configuration change", "Applying modification to database instance class."),
  CLASS_APPLIED("configuration change", "Finished applying modification to DB instance class."),
  MULTI_ZONE_APPLYING(
      "configuration change", "Applying modification to convert to a Multi-AZ DB Instance."),
  MULTI_ZONE_APPLIED(
      "configuration change",
      "Finished applying modification to convert to a Multi-AZ DB Instance."),
  SINGLE_ZONE_APPLYING(
      "configuration change",
      "Applying modification to convert to a standard (Single-AZ) DB Instance."),
  SINGLE_ZONE_APPLIED(
      "configuration change",
      "Finished applying modification to convert to a standard (Single-AZ) DB Instance.");

  private final String category;
  private final String text;

  Message(String category, String text) {
    this.category = category;
    this.text = text;
  }

  /** {@code failover}, {@code availability} and so on. */
  String category() {
    return category;
  }

  @Override
  public String toString() {
    return text;
  }
}
