package dev.azdrill.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * The database is restarted where it is: RebootDBInstance without failover.
 *
 * @param databaseId the DB instance identifier
 */
public record DatabaseRestart(String databaseId) implements Fault {
  @Override
  public String name() {
    return "database restart";
  }

  @Override
  public String subject() {
    return databaseId;
  }

  @Override
  public void resolve(FaultContext context) {
    context.requireDatabase(databaseId);
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
