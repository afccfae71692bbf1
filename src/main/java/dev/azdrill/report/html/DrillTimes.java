package dev.azdrill.report.html;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times of one drill as seconds since its zero: its first fault, change of load, or beginning.
 */
final class DrillTimes {
  private static final String BEGAN = "the drill began";

  private final DrillRecord drill;
  private final Instant zero;
  private final List<Event> events;
  private final List<Recovery> recoveries;

  DrillTimes(DrillRecord drill) {
    this.drill = drill;
    this.zero = drill.zero();
    this.events = findEvents();
    this.recoveries = findRecoveries();
  }

  DrillRecord drill() {
    return drill;
  }

  /** {@code the fault}, or {@code the drill began}: the end of "seconds since ...". */
  String zeroName() {
    return events.stream()
        .filter(each -> !each.at().isBefore(zero))
        .findFirst()
        .map(Event::name)
        .orElse(BEGAN);
  }

  /** Whether a fault was imposed or the load was changed: without, zero is when the drill began. */
  boolean hasEvents() {
    return !events.isEmpty();
  }

  Duration since(Instant at) {
    return Duration.between(zero, at);
  }

  /** From when to when a fault held; to the end when it may still hold; empty if never imposed. */
  Optional<Duration> heldUntil(FaultRecord fault) {
    return fault.mayStillHold() ? Optional.of(end()) : fault.undone().map(this::since);
  }

  /** An event from which recovery is counted. */
  private record Event(String name, Instant at) {}

  private List<Event> findEvents() {
    long faults = drill.entries().stream().filter(DrillTimes::isFault).count();
    List<Event> found = new ArrayList<>();
    int fault = 0;
    for (Entry each : drill.entries()) {
      if (isFault(each)) {
        fault++;
        Instant since = each.origin().orElse(each.at());
        found.add(new Event(faults == 1 ? "the fault" : "fault " + fault, since));
      } else if (each.observation() instanceof Observation.LoadChanged) {
        found.add(new Event("the load changed", each.at()));
      }
    }
    return found;
  }

  private static boolean isFault(Entry entry) {
    return entry.observation() instanceof Observation.FaultImposed;
  }

  /** The measurements, each with the event before it: a fault, an undo, or a change of load. */
  List<Recovery> recoveries() {
    return recoveries;
  }

  private List<Recovery> findRecoveries() {
    Iterator<Event> next = events.iterator();
    Event since = new Event(BEGAN, drill.began());
    List<Recovery> all = new ArrayList<>();
    for (Entry each : drill.entries()) {
      if (isFault(each) || each.observation() instanceof Observation.LoadChanged) {
        since = next.next();
      } else if (each.observation() instanceof Observation.FaultUndone) {
        since = new Event("the undo", each.at());
      } else if (each.observation() instanceof Observation.FaultIrreversible) {
        since = new Event("recovery was awaited", each.at());
      } else if (each.observation() instanceof Observation.RecoveryMeasured measured) {
        all.add(new Recovery(measured.measurement(), since.name(), since(since.at())));
      }
    }
    return all;
  }

  /** The measurements by the event from which they were counted, in the order in which it came. */
  Map<Recovery.Group, List<Recovery>> groups() {
    return recoveries.stream().collect(groupingBy(Recovery::group, LinkedHashMap::new, toList()));
  }

  /** The last thing that happened. */
  Duration end() {
    Stream<Duration> reached =
        recoveries.stream()
            .flatMap(each -> each.measurement().took().map(each.origin()::plus).stream());
    return Stream.concat(Stream.of(since(drill.ended())), reached)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** The outage that clients saw longest. */
  Optional<Outage> longestOutage() {
    return drill.outages().stream().max(Comparator.comparing(Outage::length));
  }
}
