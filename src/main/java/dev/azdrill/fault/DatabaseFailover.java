package dev.azdrill.fault;

import java.util.Optional;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

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
  public Injected inject(Site site) {
    return Injected.by(
        this,
        site,
        () -> {
          site.target()
              .session()
              .rds()
              .rebootDBInstance(r -> r.dbInstanceIdentifier(databaseId).forceFailover(true));
          return () -> {};
        },
        () -> started(site));
  }

  /** RDS's events carry no id, so they are known by how their message begins. */
  private Optional<String> started(Site site) {
    return site
        .target()
        .session()
        .rds()
        .describeEvents(
            r -> r.sourceType(SourceType.DB_INSTANCE).sourceIdentifier(databaseId).duration(60))
        .events()
        .stream()
        .map(Event::message)
        .filter(message -> message.startsWith("Multi-AZ instance failover started"))
        .findFirst()
        .map(message -> "RDS reports: " + message);
  }
}
