package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The storage of a database is used up: it goes on answering reads, refuses writes, and RDS calls
 * it {@code storage-full}. It has room again after the undo.
 *
 * @param databaseId the DB instance identifier
 */
public record DatabaseStorageFull(String databaseId) implements Fault {
  private static final String STATUS = "storage-full";

  /** How a step of a feature says it. */
  public static final String SENTENCE = "the storage of the database is full";

  /** Its kind. */
  public static final FaultKind<DatabaseStorageFull> KIND =
      FaultKind.of(
              "database-storage-full",
              DatabaseStorageFull.class,
              "The database's storage is used up: it answers reads and refuses writes.",
              "the platform",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("database", SubjectKind.DATABASE, "which"),
              DatabaseStorageFull::new,
              DatabaseStorageFull::databaseId)
          .leaving("what clients could not write then is not written")
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "database storage full";
  }

  @Override
  public String subject() {
    return databaseId;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.DATABASE_STORAGE);
  }

  @Override
  public DatabaseStorageFull resolve(FaultContext context) {
    context.requireDatabase(databaseId);
    return this;
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, new Impairment.DatabaseStorageFull(databaseId));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return context
        .aws()
        .rds()
        .describeDBInstances(r -> r.dbInstanceIdentifier(databaseId))
        .dbInstances()
        .stream()
        .map(DBInstance::dbInstanceStatus)
        .filter(STATUS::equals)
        .findFirst()
        .map(status -> Witness.found("RDS reports database " + databaseId + " as " + status));
  }
}
