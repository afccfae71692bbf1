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
  public Injected inject(FaultContext site) {
    Instant from = site.platform().session().clock().now();
    return Injected.by(
        this,
        site,
        () -> {
          site.platform()
              .session()
              .rds()
              .rebootDBInstance(r -> r.dbInstanceIdentifier(databaseId).forceFailover(true));
          return () -> {};
        },
        () -> started(site, from));
  }

  private Optional<String> started(FaultContext site, Instant from) {
    return DatabaseEvents.first(site, databaseId, "Multi-AZ instance failover started", from);
  }
}
