package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The database is made to fail over, as an operator does it: RebootDBInstance with failover. It is
 * not taken back: the primary stays where it went.
 *
 * @param databaseId the DB instance identifier
 */
public record DatabaseFailover(String databaseId) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the database is made to fail over";

  /** Its kind. */
  public static final FaultKind<DatabaseFailover> KIND =
      FaultKind.of(
              "database-failover",
              DatabaseFailover.class,
              "Reboots the database with failover.",
              "nothing: the primary stays where it went",
              ExpectedRecovery.FAILOVER,
              FaultParameter.subject("database", SubjectKind.DATABASE, "which"),
              DatabaseFailover::new,
              DatabaseFailover::databaseId)
          .leaving("the primary is in the zone in which the standby was")
          .saidAs(FaultSentence.of(SENTENCE));

  @Override
  public String name() {
    return "database failover";
  }

  @Override
  public String subject() {
    return databaseId;
  }

  @Override
  public DatabaseFailover resolve(FaultContext context) {
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
                .rebootDBInstance(r -> r.dbInstanceIdentifier(databaseId).forceFailover(true)));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return started(context, from);
  }

  private Optional<Witness> started(FaultContext context, Instant from) {
    return DatabaseEvents.first(context, databaseId, "Multi-AZ instance failover started", from);
  }
}
