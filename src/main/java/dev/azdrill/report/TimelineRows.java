package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rows of one drill's timeline, from the fault down to the last recovery. */
final class TimelineRows {
  private static final String FAULT = "fault";

  private static final int BAND = 26;

  /** What took no time at all is still to be seen, in percents. */
  private static final double SLIVER = 0.3;

  /** What these say stands in the drawing already, as bars and as verdict. */
  private static final Set<String> DRAWN_OTHERWISE = Set.of("drill", "recovery");

  private final DrillTimes moments;
  private final Axis axis;
  private final String hatch;

  /**
   * @param hatch the paint of what went wrong: {@code url(#...)}
   */
  TimelineRows(DrillTimes moments, Axis axis, String hatch) {
    this.moments = moments;
    this.axis = axis;
    this.hatch = hatch;
  }

  List<Row> all(Fidelity fidelity, List<Chapter.Entry> entries) {
    Map<String, List<Chapter.Entry>> lanes = lanes(entries);
    List<Row> rows = new ArrayList<>();
    rows.add(fault(lanes.getOrDefault(FAULT, List.of())));
    if (!drill().traffic().isEmpty()) {
      rows.add(clients(fidelity));
    }
    lanes.forEach(
        (name, lane) -> {
          if (!name.equals(FAULT)) {
            rows.add(lane(name, lane));
          }
        });
    for (String phase : moments.phases()) {
      rows.add(Row.heading(DrillTimes.heading(phase)));
      drill().measurements().stream()
          .filter(each -> each.phase().equals(phase))
          .map(this::recovery)
          .forEach(rows::add);
    }
    return rows;
  }

  private DrillRecord drill() {
    return moments.drill();
  }

  private Row fault(List<Chapter.Entry> entries) {
    double begin = axis.percent(Duration.ZERO);
    Optional<Duration> until = moments.stillHolds() ? Optional.of(moments.end()) : moments.undone();
    String value =
        moments
            .undone()
            .map(undone -> "held " + Format.seconds(undone) + " s")
            .orElse(moments.stillHolds() ? "not undone" : "nothing to undo");
    return new Row(
        FAULT,
        Row.HEIGHT,
        moments.stillHolds() ? Optional.of(VerdictStyle.DANGER) : Optional.empty(),
        value,
        out -> {
          until.ifPresent(
              end -> Row.bar(out, "tl-fault", begin, axis.percent(end), 5, 12, drill().fault()));
          Row.line(out, "tl-bolt", begin, 3, 19);
          ticks(out, entries);
        });
  }

  private Row clients(Fidelity fidelity) {
    long failed = moments.trafficSinceFault().stream().mapToLong(TrafficBucket::failed).sum();
    return new Row(
        "clients, " + (fidelity == Fidelity.MEASURED ? "measured" : "simulated"),
        BAND + 8,
        Optional.empty(),
        failed == 0 ? "none failed" : Format.count(failed) + " failed",
        out -> {
          quiet(out);
          drill().traffic().stream().filter(each -> each.failed() > 0).forEach(s -> failed(out, s));
        });
  }

  /** Slices that look alike and touch are drawn as one. */
  private void quiet(Markup out) {
    List<TrafficBucket> slices = drill().traffic();
    for (int i = 0; i < slices.size(); ) {
      int last = i;
      while (last + 1 < slices.size()
          && ground(slices.get(last + 1)).equals(ground(slices.get(i)))
          && slices.get(last + 1).from().equals(end(slices.get(last)))) {
        last++;
      }
      double from = axis.percent(moments.since(slices.get(i).from()));
      double to = axis.percent(moments.since(end(slices.get(last))));
      if (to > from) {
        Row.bar(out, ground(slices.get(i)), from, to, 4, BAND);
      }
      i = last + 1;
    }
  }

  private static String ground(TrafficBucket slice) {
    return slice.sent() == 0 ? "tl-silent" : "tl-served";
  }

  private static Instant end(TrafficBucket slice) {
    return slice.from().plus(slice.length());
  }

  private void failed(Markup out, TrafficBucket slice) {
    Duration from = moments.since(slice.from());
    double share = Math.min(1.0, (double) slice.failed() / Math.max(1, slice.sent()));
    int height = Math.max(3, (int) Math.round(BAND * share));
    double left = axis.percent(from);
    double right = axis.percent(from.plus(slice.length()));
    if (right <= left) {
      return;
    }
    Row.bar(
        out,
        "tl-failed",
        left,
        right,
        4 + BAND - height,
        height,
        Format.offset(from)
            + " s to "
            + Format.offset(from.plus(slice.length()))
            + " s: "
            + Format.count(slice.failed())
            + " of "
            + Format.count(slice.sent(), "request")
            + " failed");
  }

  /** The observations by the first word of their kind. */
  private Map<String, List<Chapter.Entry>> lanes(List<Chapter.Entry> entries) {
    Map<String, List<Chapter.Entry>> lanes = new LinkedHashMap<>();
    for (Chapter.Entry entry : entries) {
      String kind = entry.observation().kind();
      int dot = kind.indexOf('.');
      String lane = dot > 0 ? kind.substring(0, dot) : kind;
      if (!DRAWN_OTHERWISE.contains(lane) && axis.shows(moments.since(entry.observation().at()))) {
        lanes.computeIfAbsent(lane, name -> new ArrayList<>()).add(entry);
      }
    }
    return lanes;
  }

  private Row lane(String name, List<Chapter.Entry> entries) {
    String noted = Format.count(entries.size()) + " noted";
    return new Row(name, Row.HEIGHT, Optional.empty(), noted, out -> ticks(out, entries));
  }

  /** What was seen at one time is one tick. */
  private void ticks(Markup out, List<Chapter.Entry> entries) {
    Map<Duration, List<Chapter.Entry>> byTime = new TreeMap<>();
    for (Chapter.Entry entry : entries) {
      byTime
          .computeIfAbsent(moments.since(entry.observation().at()), at -> new ArrayList<>())
          .add(entry);
    }
    byTime.forEach((at, together) -> tick(out, at, together));
  }

  private void tick(Markup out, Duration at, List<Chapter.Entry> together) {
    StringBuilder title = new StringBuilder(Format.offset(at)).append(" s");
    for (Chapter.Entry entry : together) {
      title
          .append('\n')
          .append(entry.observation().kind())
          .append(", ")
          .append(entry.observation().subject())
          .append(": ")
          .append(entry.observation().detail())
          .append(" (")
          .append(entry.observation().strength().words())
          .append(")");
    }
    out.open("a", "href", "#" + together.get(0).anchor(), "tabindex", "-1");
    out.element("title", title.toString());
    Row.line(out, "tl-reach", axis.percent(at), 2, 20);
    Row.line(out, "tl-tick", axis.percent(at), 5, 17);
    out.close("a");
  }

  private Row recovery(Measurement measurement) {
    Outcome outcome = Outcome.of(measurement);
    String budget = Format.seconds(measurement.budget()) + " s";
    String value =
        measurement
            .took()
            .map(took -> Format.seconds(took) + " of " + budget)
            .orElse("not in " + budget);
    return new Row(
        measurement.component(),
        Row.HEIGHT,
        Optional.of(outcome.tone()),
        value,
        out -> bars(out, measurement, outcome));
  }

  private void bars(Markup out, Measurement measurement, Outcome outcome) {
    Duration origin = moments.origin(measurement);
    Duration allowed = origin.plus(measurement.budget());
    Duration reached = origin.plus(measurement.took().orElse(measurement.budget()));
    double left = axis.percent(origin);
    Row.bar(out, "tl-budget", left, axis.percent(allowed), 5, 12, sentence(measurement));
    double right = axis.percent(reached);
    if (outcome == Outcome.IN_TIME) {
      Row.bar(out, "tl-took", left, Math.max(right, left + SLIVER), 8, 6);
    } else {
      out.empty(
          "rect",
          "class",
          "tl-missed",
          "fill",
          hatch,
          "x",
          Format.percent(left),
          "width",
          Format.percent(Math.max(0, right - left)),
          "y",
          "5",
          "height",
          "12");
    }
    if (axis.shows(allowed)) {
      Row.line(out, "tl-limit", axis.percent(allowed), 3, 19);
    } else {
      out.element("text", "\u203a", "class", "tl-beyond", "x", "100%", "dx", "2", "y", "15");
    }
  }

  private static String sentence(Measurement measurement) {
    return measurement.component() + ": " + Outcome.sentence(measurement);
  }
}
