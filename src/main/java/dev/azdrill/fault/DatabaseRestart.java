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
  public Injected inject(FaultContext site) {
    Instant from = site.platform().session().clock().now();
    return Injected.by(
        this,
        site,
        () -> {
          site.platform()
              .session()
              .rds()
              .rebootDBInstance(r -> r.dbInstanceIdentifier(databaseId).forceFailover(false));
          return () -> {};
        },
        () -> rebooted(site, from));
  }

  private Optional<String> rebooted(FaultContext site, Instant from) {
    return DatabaseEvents.first(site, databaseId, "DB instance restarted", from);
  }
}
