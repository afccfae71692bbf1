package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.report.text.EventLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the journal that has its own zero: a drill, counted from its first fault, or what
 * belongs to the run, counted from its beginning.
 *
 * @param drill the drill's number, from 1; empty for what belongs to the run
 * @param heading for people
 * @param zero from when on seconds are counted
 * @param lines ordered by time; those of one instant as they were written down
 */
record Chapter(Optional<Integer> drill, String heading, Instant zero, List<JournalLine> lines) {
  /**
   * @param number its place in the journal, from 1
   */
  private record Numbered(int number, Entry entry) {}

  /** The seconds of a line. */
  Duration offset(JournalLine line) {
    return Duration.between(zero, line.at());
  }

  /** The lines of each drill that has any, by its number. */
  static Map<Integer, List<JournalLine>> byDrill(List<Chapter> chapters) {
    Map<Integer, List<JournalLine>> lines = new HashMap<>();
    chapters.forEach(each -> each.drill().ifPresent(drill -> lines.put(drill, each.lines())));
    return lines;
  }

  /** The whole journal in chapters; none of them is empty. */
  static List<Chapter> of(RunEvidence evidence) {
    List<Numbered> before = new ArrayList<>();
    List<Numbered> after = new ArrayList<>();
    Map<String, List<Numbered>> drills = new LinkedHashMap<>();
    int number = 0;
    for (Entry each : evidence.entries()) {
      Numbered entry = new Numbered(++number, each);
      each.drill()
          .map(id -> drills.computeIfAbsent(id, i -> new ArrayList<>()))
          .orElse(drills.isEmpty() ? before : after)
          .add(entry);
    }
    List<Chapter> chapters = new ArrayList<>();
    String first = drills.isEmpty() ? "The run" : "The run, before its first drill";
    run(evidence, first, before).ifPresent(chapters::add);
    for (int i = 0; i < evidence.drills().size(); i++) {
      DrillRecord record = evidence.drills().get(i);
      chapters.add(
          new Chapter(
              Optional.of(i + 1),
              "Drill " + (i + 1) + ": " + record.name(),
              record.zero(),
              lines(drills.getOrDefault(record.id(), List.of()))));
    }
    run(evidence, "The run, after its first drill began", after).ifPresent(chapters::add);
    return chapters.stream().filter(each -> !each.lines().isEmpty()).toList();
  }

  private static Optional<Chapter> run(
      RunEvidence evidence, String heading, List<Numbered> entries) {
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new Chapter(Optional.empty(), heading, evidence.began(), lines(entries)));
  }

  private static List<JournalLine> lines(List<Numbered> entries) {
    List<Numbered> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.comparing(each -> each.entry().at()));
    Iterator<TrafficStretch> stretches = TrafficStretch.all(buckets(ordered)).iterator();
    List<JournalLine> lines = new ArrayList<>();
    int left = 0;
    for (Numbered each : ordered) {
      if (!(each.entry().observation() instanceof Observation.RequestsServed)) {
        lines.add(line(each));
      } else if (left > 0) {
        left--;
      } else {
        TrafficStretch stretch = stretches.next();
        left = stretch.buckets().size() - 1;
        lines.add(left == 0 ? line(each) : merged(line(each), stretch));
      }
    }
    return lines;
  }

  private static List<TrafficBucket> buckets(List<Numbered> ordered) {
    return ordered.stream()
        .map(each -> each.entry().observation())
        .filter(Observation.RequestsServed.class::isInstance)
        .map(each -> ((Observation.RequestsServed) each).bucket())
        .toList();
  }

  private static JournalLine line(Numbered each) {
    Entry entry = each.entry();
    return new JournalLine(
        each.number(), entry.at(), EventLine.of(entry), entry.strength(), entry.platform());
  }

  private static JournalLine merged(JournalLine first, TrafficStretch stretch) {
    EventLine event = first.event();
    return new JournalLine(
        first.number(),
        first.at(),
        new EventLine(event.lane(), event.subject(), stretch.sentence(), event.emphasis()),
        first.strength(),
        first.platform());
  }
}
