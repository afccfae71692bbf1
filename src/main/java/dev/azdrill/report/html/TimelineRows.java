package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.report.text.FaultText;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Lane;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.MeasurementText;
import dev.azdrill.report.text.TrafficText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rows of one drill's timeline, from the faults down to the last recovery. */
final class TimelineRows {
  private static final int BAND = 26;

  /** What took no time at all is still to be seen, in percents. */
  private static final double SLIVER = 0.3;

  /** What happened to the stack; the rest stands in the drawing as bars, or on the page. */
  private static final Set<Lane> LANES =
      Set.of(Lane.LOAD, Lane.CONFIGURATION, Lane.TARGET, Lane.GROUP, Lane.DATABASE, Lane.PLATFORM);

  private final DrillTimes times;
  private final Axis axis;
  private final String hatch;

  /**
   * @param hatch the paint of what went wrong: {@code url(#...)}
   */
  TimelineRows(DrillTimes times, Axis axis, String hatch) {
    this.times = times;
    this.axis = axis;
    this.hatch = hatch;
  }

  List<Row> all(TrafficSource source, List<JournalLine> lines) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < drill().faults().size(); i++) {
      String label = drill().faults().size() == 1 ? "fault" : "fault " + (i + 1);
      rows.add(fault(label, drill().faults().get(i), lines));
    }
    if (!drill().traffic().isEmpty()) {
      rows.add(clients(source));
    }
    if (!drill().outages().isEmpty()) {
      rows.add(outages());
    }
    lanes(lines)
        .forEach(
            (lane, of) ->
                rows.add(
                    new Row(
                        lane.words(),
                        Row.HEIGHT,
                        Optional.empty(),
                        Format.count(of.size()) + " noted",
                        out -> ticks(out, of))));
    times
        .groups()
        .forEach(
            (group, of) -> {
              if (!group.origin().isNegative()) {
                rows.add(Row.heading(group.heading()));
                of.stream().map(this::recovery).forEach(rows::add);
              }
            });
    return rows;
  }

  private DrillRecord drill() {
    return times.drill();
  }

  private Row fault(String label, FaultRecord fault, List<JournalLine> lines) {
    Optional<Duration> imposed = fault.imposed().map(times::since);
    List<JournalLine> noted =
        lines.stream()
            .filter(each -> each.event().lane() == Lane.FAULT)
            .filter(each -> each.event().subject().equals(fault.ref().subject()))
            .filter(each -> axis.shows(times.since(each.at())))
            .toList();
    return new Row(
        label,
        Row.HEIGHT,
        fault.mayStillHold() ? Optional.of(VerdictStyle.BAD) : Optional.empty(),
        value(fault),
        out -> {
          imposed.ifPresent(
              from -> {
                double begin = axis.percent(from);
                times
                    .heldUntil(fault)
                    .ifPresent(
                        to ->
                            Row.bar(
                                out,
                                fault.mayStillHold() ? "tl-fault tl-held" : "tl-fault",
                                begin,
                                axis.percent(to),
                                5,
                                12,
                                FaultText.name(fault)));
                Row.line(out, "tl-bolt", begin, 3, 19);
              });
          ticks(out, noted);
        });
  }

  private static String value(FaultRecord fault) {
    if (fault.mayStillHold()) {
      return "NOT undone";
    }
    if (fault.imposed().isEmpty()) {
      return "never imposed";
    }
    return fault
        .undone()
        .map(
            undone ->
                "held " + Format.seconds(Duration.between(fault.imposed().get(), undone)) + " s")
        .orElse("irreversible");
  }

  private Row clients(TrafficSource source) {
    long failed = drill().trafficSinceFault().stream().mapToLong(TrafficBucket::failed).sum();
    return new Row(
        source == TrafficSource.MEASURED ? "clients, measured" : "clients, simulated",
        BAND + 8,
        Optional.empty(),
        failed == 0 ? "none failed" : Format.count(failed) + " failed",
        out -> {
          TrafficStretch.all(drill().traffic()).forEach(each -> ground(out, each));
          drill().traffic().stream().filter(each -> each.failed() > 0).forEach(s -> failed(out, s));
        });
  }

  private void ground(Markup out, TrafficStretch stretch) {
    double from = axis.percent(times.since(stretch.from()));
    double to = axis.percent(times.since(stretch.to()));
    if (to > from) {
      String css = stretch.kind() == TrafficStretch.Kind.SILENT ? "tl-silent" : "tl-served";
      Row.bar(out, css, from, to, 4, BAND);
    }
  }

  private void failed(Markup out, TrafficBucket bucket) {
    double share = Math.min(1.0, (double) bucket.failed() / Math.max(1, bucket.sent()));
    int height = Math.max(3, (int) Math.round(BAND * share));
    Duration from = times.since(bucket.from());
    double left = axis.percent(from);
    double right = axis.percent(times.since(bucket.to()));
    if (right > left) {
      Row.bar(
          out,
          "tl-failed",
          left,
          right,
          4 + BAND - height,
          height,
          Format.offset(from) + " s: " + TrafficText.bucket(bucket));
    }
  }

  private Row outages() {
    return new Row(
        drill().outages().size() == 1 ? "outage" : "outages",
        Row.HEIGHT,
        Optional.empty(),
        times
            .longestOutage()
            .map(
                longest ->
                    (drill().outages().size() == 1 ? "" : "longest ")
                        + Format.duration(longest.length()))
            .orElse(""),
        out -> drill().outages().forEach(each -> outage(out, each)));
  }

  private void outage(Markup out, Outage outage) {
    double left = axis.percent(times.since(outage.from()));
    double right = axis.percent(times.since(outage.to()));
    Row.bar(
        out,
        "tl-outage",
        left,
        Math.max(right, left + SLIVER),
        8,
        6,
        Format.offset(times.since(outage.from())) + " s: " + TrafficText.outage(outage));
  }

  private Map<Lane, List<JournalLine>> lanes(List<JournalLine> lines) {
    Map<Lane, List<JournalLine>> lanes = new EnumMap<>(Lane.class);
    for (JournalLine line : lines) {
      Lane lane = line.event().lane();
      if (LANES.contains(lane) && axis.shows(times.since(line.at()))) {
        lanes.computeIfAbsent(lane, name -> new ArrayList<>()).add(line);
      }
    }
    return lanes;
  }

  /** What was seen at one time is one tick. */
  private void ticks(Markup out, List<JournalLine> lines) {
    Map<Duration, List<JournalLine>> byTime = new TreeMap<>();
    for (JournalLine line : lines) {
      byTime.computeIfAbsent(times.since(line.at()), at -> new ArrayList<>()).add(line);
    }
    byTime.forEach((at, together) -> tick(out, at, together));
  }

  private void tick(Markup out, Duration at, List<JournalLine> together) {
    StringBuilder title = new StringBuilder(Format.offset(at)).append(" s");
    for (JournalLine line : together) {
      title
          .append('\n')
          .append(line.event().subject())
          .append(": ")
          .append(line.event().sentence())
          .append(" (")
          .append(line.strength().words())
          .append(")");
    }
    out.open("a", "href", "#" + together.get(0).anchor(), "tabindex", "-1");
    out.element("title", title.toString());
    Row.line(out, "tl-reach", axis.percent(at), 2, 20);
    Row.line(out, "tl-tick", axis.percent(at), 5, 17);
    out.close("a");
  }

  private Row recovery(Recovery recovery) {
    Measurement measurement = recovery.measurement();
    RecoveryOutcome outcome = RecoveryOutcome.of(drill(), measurement);
    String limit = Format.seconds(measurement.limit().duration()) + " s";
    return new Row(
        measurement.component().words(),
        Row.HEIGHT,
        Optional.of(outcome.style()),
        measurement
            .took()
            .map(took -> Format.seconds(took) + " of " + limit)
            .orElse("not in " + limit),
        out -> bars(out, recovery));
  }

  private void bars(Markup out, Recovery recovery) {
    Measurement measurement = recovery.measurement();
    Duration origin = recovery.origin();
    Duration allowed = origin.plus(measurement.limit().duration());
    Duration reached = origin.plus(measurement.took().orElse(measurement.limit().duration()));
    double left = axis.percent(origin);
    String title = measurement.component().words() + ": " + MeasurementText.sentence(measurement);
    Row.bar(out, "tl-allowed", left, axis.percent(allowed), 5, 12, title);
    double right = axis.percent(reached);
    if (measurement.timeliness().isMissed()) {
      missed(out, left, right, title);
    } else {
      Row.bar(out, "tl-took", left, Math.max(right, left + SLIVER), 8, 6, title);
    }
    if (axis.shows(allowed)) {
      Row.line(out, "tl-limit", axis.percent(allowed), 3, 19);
    } else {
      out.element("text", "\u203a", "class", "tl-beyond", "x", "100%", "dx", "2", "y", "15");
    }
  }

  private void missed(Markup out, double left, double right, String title) {
    out.open(
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
    out.element("title", title).close("rect");
  }
}
