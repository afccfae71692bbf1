package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of the journal that has its own zero: a drill, counted from its fault, or what lies
 * before, between and after the drills, counted from the beginning of the run.
 *
 * @param drill the drill's number, from 1; 0 for none
 * @param heading for people
 * @param zero from when on seconds are counted
 * @param entries ordered by time; those of one instant as they were written down
 */
record Chapter(int drill, String heading, Instant zero, List<Entry> entries) {
  private static final String BEGUN = "drill.begun";
  private static final String JUDGED = "drill.verdict";

  /**
   * One observation.
   *
   * @param number its place in the journal, from 1
   */
  record Entry(int number, Observation observation) {
    /** Where a link to it leads. */
    String anchor() {
      return "o-" + number;
    }
  }

  /** The seconds of an entry. */
  Duration offset(Entry entry) {
    return Duration.between(zero, entry.observation().at());
  }

  /** What a dossier's drill left in the journal. */
  static List<Entry> ofDrill(List<Chapter> chapters, int number) {
    return chapters.stream()
        .filter(chapter -> chapter.drill() == number)
        .findFirst()
        .map(Chapter::entries)
        .orElse(List.of());
  }

  /** The whole journal in chapters; none of them is empty. */
  static List<Chapter> of(RunEvidence dossier) {
    int drills = dossier.drills().size();
    // Before the first drill, the first, between it and the second, the second, ..., after the
    // last.
    List<List<Entry>> places = new ArrayList<>();
    for (int i = 0; i <= 2 * drills; i++) {
      places.add(new ArrayList<>());
    }
    boolean told =
        dossier.observations().stream().filter(each -> each.kind().equals(BEGUN)).count() == drills;
    int place = 0;
    int number = 0;
    for (Observation each : dossier.observations()) {
      if (!told) {
        place = placeByTime(dossier.drills(), each.at());
      } else if (each.kind().equals(BEGUN)) {
        place = place % 2 == 0 ? place + 1 : place + 2;
      }
      places.get(place).add(new Entry(++number, each));
      if (told && place % 2 == 1 && each.kind().equals(JUDGED)) {
        place++;
      }
    }
    List<Chapter> chapters = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (!places.get(i).isEmpty()) {
        chapters.add(chapter(dossier, i, places.get(i)));
      }
    }
    return chapters;
  }

  /** For journals that do not tell where drills begin. */
  private static int placeByTime(List<DrillRecord> drills, Instant at) {
    for (int i = drills.size() - 1; i >= 0; i--) {
      if (!at.isBefore(drills.get(i).injected())) {
        return at.isAfter(drills.get(i).ended()) ? 2 * i + 2 : 2 * i + 1;
      }
    }
    return 0;
  }

  private static Chapter chapter(RunEvidence dossier, int place, List<Entry> entries) {
    entries.sort(Comparator.comparing(entry -> entry.observation().at()));
    int drills = dossier.drills().size();
    if (place % 2 == 1) {
      int drill = place / 2 + 1;
      DrillRecord record = dossier.drills().get(place / 2);
      return new Chapter(
          drill, "Drill " + drill + ": " + record.name(), record.injected(), entries);
    }
    return new Chapter(0, heading(place / 2, drills), dossier.began(), entries);
  }

  private static String heading(int after, int drills) {
    if (drills == 0) {
      return "The run";
    }
    if (after == 0) {
      return "Before the first drill";
    }
    return after == drills
        ? "After the last drill"
        : "Between drill " + after + " and drill " + (after + 1);
  }
}
