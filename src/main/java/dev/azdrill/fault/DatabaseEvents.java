package dev.azdrill.fault;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * What RDS reports of a database. Its events carry no id, so they are known by how their message
 * begins.
 */
final class DatabaseEvents {
  private DatabaseEvents() {}

  static Optional<Witness> first(
      FaultContext context, String databaseId, String beginning, Instant from) {
    return context
        .aws()
        .rds()
        .describeEvents(
            r -> r.sourceType(SourceType.DB_INSTANCE).sourceIdentifier(databaseId).startTime(from))
        .events()
        .stream()
        .filter(event -> event.message().startsWith(beginning))
        .min(Comparator.comparing(Event::date))
        .map(event -> Witness.happened(event.date(), "RDS reports: " + event.message()));
  }
}
