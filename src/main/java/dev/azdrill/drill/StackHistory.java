package dev.azdrill.drill;

import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * What was seen of a stack so far: snapshots, and what clients saw. Expectations are judged by it.
 *
 * @param now the platform's time
 * @param snapshots oldest first, at least one
 * @param traffic what clients saw; empty where there are none
 * @param fault the one that was imposed last; empty before any
 * @param known the database's events that had been seen before what counts began: they are not of
 *     it, not even where they happened in the same instant
 */
public record StackHistory(
    Instant now,
    List<StackSnapshot> snapshots,
    Optional<TrafficLog> traffic,
    Optional<ImposedFault> fault,
    List<Event> known) {
  public StackHistory {
    known = List.copyOf(known);
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
        .filter(each -> !each.asked().isBefore(since))
        .filter(passes)
        .map(StackSnapshot::at)
        .findFirst();
  }

  /**
   * The first snapshot at or after {@code since} that shows that this holds <em>again</em>: the
   * fault that was imposed last has disturbed it before, or AWS has had the time to notice the
   * fault and nothing disturbed it. Empty until then, however whole everything looks.
   */
  Optional<Instant> firstReturn(Instant since, Predicate<StackSnapshot> holds) {
    if (fault.isEmpty() || isUndisturbed(holds)) {
      return firstSnapshot(since, holds);
    }
    return fault
        .flatMap(each -> each.seenUntilDisturbed(holds).map(seen -> after(each, seen)))
        .flatMap(
            later ->
                later
                    .filter(each -> !each.asked().isBefore(since))
                    .filter(holds)
                    .map(StackSnapshot::at)
                    .findFirst());
  }

  /** What counts of these snapshots and was seen after so many of those since the fault. */
  private Stream<StackSnapshot> after(ImposedFault imposed, int seen) {
    int left = Math.min(snapshots.size(), imposed.snapshots().size() - seen);
    return snapshots.subList(snapshots.size() - left, snapshots.size()).stream();
  }

  /**
   * Whether this held at every look since the last fault, up to one at which AWS has had the time
   * to notice it.
   */
  boolean isUndisturbed(Predicate<StackSnapshot> holds) {
    return fault
        .filter(each -> each.seenUntilDisturbed(holds).isEmpty())
        .filter(each -> !last().asked().isBefore(each.noticedUntil()))
        .isPresent();
  }

  /**
   * Until when nobody can tell whether the last fault disturbs this; empty when it has disturbed
   * it, or nothing was imposed.
   */
  Optional<Instant> undecidedUntil(Predicate<StackSnapshot> holds) {
    return fault
        .filter(each -> each.seenUntilDisturbed(holds).isEmpty())
        .map(ImposedFault::noticedUntil);
  }

  /** When clients began to see errors, at or after {@code since}. */
  Optional<Instant> firstOutage(Instant since, Duration quiet) {
    return traffic.flatMap(
        log -> log.outages(since, now, quiet).stream().findFirst().map(outage -> outage.from()));
  }

  /** Whether clients sent anything at or after {@code since} that has ended. */
  public boolean isUsed(Instant since) {
    return traffic.filter(log -> log.between(since, now).sent() > 0).isPresent();
  }

  /** When the database reported an event that begins with this text, at or after {@code since}. */
  public Optional<Instant> databaseEvent(Instant since, String beginning) {
    List<Event> events = new ArrayList<>(last().events());
    known.forEach(events::remove); // each once: another that reads the same is another one
    return events.stream()
        .filter(each -> !each.date().isBefore(since))
        .filter(each -> each.message().startsWith(beginning))
        .map(each -> each.date())
        .min(Instant::compareTo);
  }
}
