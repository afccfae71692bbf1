package dev.azdrill.drill;

import dev.azdrill.traffic.TrafficLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was seen of a stack so far: snapshots, and what clients saw. Expectations are judged by it.
 *
 * @param now the platform's time
 * @param snapshots oldest first, at least one
 * @param traffic what clients saw; empty where there are none
 */
public record StackHistory(
    Instant now, List<StackSnapshot> snapshots, Optional<TrafficLog> traffic) {
  public StackHistory {
    snapshots = List.copyOf(snapshots);
  }

  /** The newest snapshot. */
  public StackSnapshot last() {
    return snapshots.get(snapshots.size() - 1);
  }

  /** The oldest snapshot. */
  public StackSnapshot first() {
    return snapshots.get(0);
  }

  /** The first snapshot at or after {@code since} that passes. */
  public Optional<Instant> firstSnapshot(Instant since, Predicate<StackSnapshot> passes) {
    return snapshots.stream()
        .filter(each -> !each.at().isBefore(since))
        .filter(passes)
        .map(StackSnapshot::at)
        .findFirst();
  }

  /** Whether clients sent anything at or after {@code since} that has ended. */
  public boolean isUsed(Instant since) {
    return traffic.filter(log -> log.between(since, now).sent() > 0).isPresent();
  }

  /** When the database reported an event that begins with this text, at or after {@code since}. */
  public Optional<Instant> databaseEvent(Instant since, String beginning) {
    return last().events().stream()
        .filter(each -> !each.date().isBefore(since))
        .filter(each -> each.message().startsWith(beginning))
        .map(each -> each.date())
        .min(Instant::compareTo);
  }
}
