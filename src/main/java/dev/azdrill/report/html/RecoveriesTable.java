package dev.azdrill.report.html;

import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.MeasurementText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long each component took to recover, against its limit. */
final class RecoveriesTable {
  private final Markup out;
  private final DrillTimes times;

  private RecoveriesTable(Markup out, DrillTimes times) {
    this.out = out;
    this.times = times;
  }

  /**
   * Writes the table, or nothing when nothing was timed.
   *
   * @param number the drill's, from 1
   */
  static void write(Markup out, DrillTimes times, int number) {
    if (!times.recoveries().isEmpty()) {
      new RecoveriesTable(out, times).table(number);
    }
  }

  private void table(int number) {
    out.element("h3", "Recovery times");
    Table table =
        Table.open(
            out,
            "recoveries",
            "How long each component took, against its limit",
            "Component",
            "Expected",
            "Took",
            "Limit",
            "In time",
            "Evidence");
    int group = 0;
    for (Map.Entry<Recovery.Group, List<Recovery>> each : times.groups().entrySet()) {
      String heading = each.getKey().heading();
      table.group("drill-" + number + "-since-" + ++group, () -> out.text(heading));
      each.getValue().forEach(recovery -> row(table, recovery.measurement()));
    }
    table.close();
  }

  private void row(Table table, Measurement each) {
    RecoveryOutcome outcome = RecoveryOutcome.of(times.drill(), each);
    table
        .row("class", outcome.style().css())
        .head("", () -> out.text(each.component().words()))
        .cell("", each.expected())
        .cell("number", () -> took(each))
        .cell("limit", () -> limit(each.limit()))
        .cell("nowrap", () -> outcome.style().badge(out, "outcome", outcome.words()))
        .cell("nowrap", () -> Badge.write(out, each.strength()))
        .end();
  }

  /** What is looked for from time to time is seen late: the table says by how much at most. */
  private void took(Measurement each) {
    each.took()
        .ifPresentOrElse(
            this::seconds,
            () -> {
              out.text("never");
              small("seen last: " + each.lastSeen());
            });
    if (each.took().isPresent() && !each.resolution().isZero()) {
      small("seen up to " + Format.duration(each.resolution()) + " late");
    }
  }

  private void limit(Limit limit) {
    seconds(limit.duration());
    out.text(" ").element("span", MeasurementText.source(limit.source()), "class", "source");
    small(limit.derivation());
    limit
        .beyondCeiling()
        .ifPresent(
            allowed ->
                VerdictStyle.OPEN.badge(
                    out, "outcome beyond", MeasurementText.beyond(limit, allowed)));
  }

  private void small(String text) {
    out.element("span", text, "class", "derivation");
  }

  private void seconds(Duration duration) {
    out.element("span", Format.seconds(duration) + " s", "class", "seconds");
    String words = Format.duration(duration);
    if (words.contains("min") || words.contains("h")) {
      out.text(" ").element("span", words, "class", "words");
    }
  }
}
