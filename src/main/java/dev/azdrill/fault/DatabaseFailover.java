package dev.azdrill.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * The database is made to fail over, as an operator does it: RebootDBInstance with failover. It is
 * not taken back: the primary stays where it went.
 *
 * @param databaseId the DB instance identifier
 */
public record DatabaseFailover(String databaseId) implements Fault {
  @Override
  public String name() {
    return "database failover";
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
  public Injection inject(FaultContext context) {
    Instant from = context.now();
    return Injection.irreversible(
        this,
        context,
        () ->
            context
                .platform()
                .session()
                .rds()
                .rebootDBInstance(r -> r.dbInstanceIdentifier(databaseId).forceFailover(true)),
        () -> started(context, from));
  }

  private Optional<Witness> started(FaultContext context, Instant from) {
    return DatabaseEvents.first(context, databaseId, "Multi-AZ instance failover started", from);
  }
}
