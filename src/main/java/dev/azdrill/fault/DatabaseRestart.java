package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The database is restarted where it is: RebootDBInstance without failover.
 *
 * @param databaseId the DB instance identifier
 */
public record DatabaseRestart(String databaseId) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the database is restarted";

  /** Its kind. */
  public static final FaultKind<DatabaseRestart> KIND =
      FaultKind.of(
              "database-restart",
              DatabaseRestart.class,
              "Reboots the database without failover.",
              "nothing",
              ExpectedRecovery.FAILOVER,
              FaultParameter.subject("database", SubjectKind.DATABASE, "which"),
              DatabaseRestart::new,
              DatabaseRestart::databaseId)
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "database restart";
  }

  @Override
  public String subject() {
    return databaseId;
  }

  @Override
  public DatabaseRestart resolve(FaultContext context) {
    context.requireDatabase(databaseId);
    return this;
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("rds:RebootDBInstance");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.irreversible(
        () ->
            context
                .aws()
                .rds()
                .rebootDBInstance(r -> r.dbInstanceIdentifier(databaseId).forceFailover(false)));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return rebooted(context, from);
  }

  private Optional<Witness> rebooted(FaultContext context, Instant from) {
    return DatabaseEvents.first(context, databaseId, "DB instance restarted", from);
  }
}
