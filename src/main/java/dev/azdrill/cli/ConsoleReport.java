package dev.azdrill.cli;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.evidence.Timeliness;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.report.text.CauseText;
import dev.azdrill.report.text.EventLine;
import dev.azdrill.report.text.MeasurementText;
import dev.azdrill.text.ShellCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a run looks like on a terminal: a subscriber of its journal that prints as it happens. A
 * drill's timeline is printed in the order of its times once the drill has ended where time is
 * virtual, and line by line where people wait.
 */
final class ConsoleReport implements Consumer<Entry> {
  private static final int DETAIL_MAX = 84;
  private static final int COMPONENT = 22;

  private final Terminal terminal;
  private final Journal journal;
  private final boolean isLive;
  private final List<Placement> placements = new ArrayList<>();
  private final List<ProofRecord> proofs = new ArrayList<>();
  private final List<Entry> timeline = new ArrayList<>();
  private Instant began = Instant.MIN;
  private Instant zero = Instant.MAX;
  private int drills;

  /**
   * @param journal the one that is subscribed to
   * @param isLive whether people wait while it runs
   */
  ConsoleReport(Terminal terminal, Journal journal, boolean isLive) {
    this.terminal = terminal;
    this.journal = journal;
    this.isLive = isLive;
  }

  @Override
  public void accept(Entry entry) {
    Observation what = entry.observation();
    if (what instanceof Observation.RunBegun begun) {
      header(entry, begun.header());
    } else if (what instanceof Observation.StackReady ready) {
      terminal.line("");
      terminal.line(
          terminal.bold("Stack " + ready.stack() + " is " + words(ready.origin()))
              + " after "
              + Terminal.words(Duration.between(began, entry.at()))
              + ": "
              + ready.endpoint());
    } else if (what instanceof Observation.ResourcePlaced placed) {
      placements.add(placed.placement());
    } else if (what instanceof Observation.GuaranteeJudged judged && entry.drill().isEmpty()) {
      proofs.add(judged.proof());
    } else if (what instanceof Observation.DrillBegun begun) {
      stack();
      terminal.line("");
      terminal.line(terminal.bold("Drill " + ++drills + " · " + begun.name()));
      terminal.line("");
      zero = Instant.MAX;
    } else if (what instanceof Observation.DrillEnded) {
      entry.drill().ifPresent(this::drill);
    } else if (entry.drill().isPresent()) {
      timeline(entry);
    } else {
      stack();
      outside(entry, what);
    }
  }

  private void header(Entry entry, RunHeader header) {
    began = entry.at();
    terminal.line(
        terminal.bold(header.answeredBy())
            + (header.only().isPresent() ? "" : " · seed " + ShellCommand.of(header.seed()))
            + " · "
            + (header.virtualTime() ? "virtual time" : "the platform's time")
            + header.stack().map(stack -> " · stack " + stack).orElse(""));
    if (!header.virtualTime()) {
      header
          .capabilities()
          .forEach(each -> terminal.line("  " + each.what() + ": " + each.provider()));
    }
  }

  /** What stands and what is guaranteed, once both are known. */
  private void stack() {
    if (!placements.isEmpty()) {
      terminal.line("");
      ConsoleArchitecture.lines(placements).forEach(line -> terminal.line("  " + line));
      placements.clear();
    }
    if (!proofs.isEmpty()) {
      terminal.line("");
      terminal.line(terminal.bold("Guarantees") + ", judged by the described configuration");
      terminal.line("");
      proofs.forEach(this::proof);
      proofs.clear();
    }
  }

  private void proof(ProofRecord proof) {
    String line =
        switch (proof.verdict()) {
          case PROVEN ->
              terminal.good(Columns.left("proven", 10))
                  + proof.statement()
                  + proof.note().map(note -> ": " + note).orElse("");
          case VIOLATED -> terminal.bad(Columns.left("VIOLATED", 10)) + explained(proof);
          case UNKNOWN -> terminal.warn(Columns.left("UNKNOWN", 10)) + explained(proof);
        };
    terminal.line("  " + line);
    proof.remediation().ifPresent(each -> terminal.line("            To mend it: " + each));
  }

  private static String explained(ProofRecord proof) {
    return proof.statement() + ": " + proof.reason();
  }

  private void timeline(Entry entry) {
    Observation what = entry.observation();
    if (zero.equals(Instant.MAX)) {
      zero = entry.origin().orElse(zero);
    }
    if (isTableOfItsOwn(what)) {
      return;
    }
    if (isLive) {
      line(entry);
    } else {
      timeline.add(entry);
    }
  }

  /** Verdicts, measurements and traffic have tables of their own. */
  private static boolean isTableOfItsOwn(Observation what) {
    return what instanceof Observation.RecoveryMeasured
        || what instanceof Observation.ObjectiveJudged
        || what instanceof Observation.RequestsServed
        || what instanceof Observation.OutageSeen
        || what instanceof Observation.CauseFound
        || what instanceof Observation.FailureExpected
        || what instanceof Observation.PlatformLogged;
  }

  private void line(Entry entry) {
    if (entry.at().isBefore(zero) && !(entry.observation() instanceof Observation.FaultIntended)) {
      return;
    }
    EventLine words = EventLine.of(entry);
    long since = zero.equals(Instant.MAX) ? 0 : Duration.between(zero, entry.at()).toSeconds();
    terminal.line(
        terminal.dim(Columns.right("+" + since + " s", 9))
            + "  "
            + Columns.left(words.lane().words(), 14)
            + Columns.left(words.subject(), 21)
            + Columns.cut(words.sentence(), DETAIL_MAX));
  }

  private void outside(Entry entry, Observation what) {
    if (what instanceof Observation.PlatformLogged) {
      return;
    }
    if (what instanceof Observation.StackTornDown) {
      terminal.line("");
      terminal.line("Stack removed, nothing is left.");
    } else if (!(what instanceof Observation.RunEnded)) {
      EventLine words = EventLine.of(entry);
      terminal.line("");
      terminal.line(terminal.bad(words.subject() + ": " + words.sentence()));
    }
  }

  private static String words(StackOrigin origin) {
    return switch (origin) {
      case ATTACHED -> "attached (somebody else made it: nothing of it is provisioned or removed)";
      case PROVISIONED, TWIN -> "ready";
    };
  }

  private void drill(String id) {
    timeline.sort(Comparator.comparing(Entry::at));
    timeline.forEach(this::line);
    timeline.clear();
    RunEvidence.of(journal.entries()).drills().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .ifPresent(this::tables);
  }

  private void tables(DrillRecord drill) {
    if (!drill.measurements().isEmpty()) {
      terminal.line("");
      terminal.line(
          "  "
              + terminal.dim(
                  Columns.left("recovered", COMPONENT)
                      + Columns.right("after", 12)
                      + Columns.right("limit", 14)
                      + "   because"));
      drill.measurements().forEach(each -> terminal.line("  " + measurement(each)));
    }
    if (!drill.traffic().isEmpty()) {
      terminal.line("  " + traffic(drill));
    }
    drill.objectives().forEach(each -> terminal.line("  " + objective(each)));
    terminal.line("");
    terminal.line("  " + terminal.verdict(drill.verdict()) + ": " + drill.reason());
    drill.causes().forEach(each -> terminal.line("  Why: " + CauseText.of(each)));
  }

  private String measurement(Measurement measured) {
    String took = measured.took().map(Terminal::words).orElse("never");
    Limit limit = measured.limit();
    return Columns.left(measured.component().words(), COMPONENT)
        + timely(measured.timeliness(), Columns.right(took, 12))
        + Columns.right(Terminal.words(limit.duration()), 14)
        + "   "
        + limit.derivation()
        + limit
            .beyondCeiling()
            .map(all -> "; that allows " + Terminal.words(all) + ", the ceiling is lower")
            .orElse("")
        + MeasurementText.resolution(measured).map(over -> "; " + over).orElse("");
  }

  private String timely(Timeliness timeliness, String text) {
    return switch (timeliness) {
      case IN_TIME -> terminal.good(text);
      case WITHIN_RESOLUTION, UNDECIDED -> terminal.warn(text);
      case LATE, NEVER -> terminal.bad(text);
    };
  }

  private String traffic(DrillRecord drill) {
    long sent = 0;
    long failed = 0;
    Map<String, Integer> outcomes = new TreeMap<>();
    for (TrafficBucket each : drill.trafficSinceFault()) {
      sent += each.sent();
      failed += each.failed();
      each.outcomes().forEach((word, count) -> outcomes.merge(word, count, Integer::sum));
    }
    StringBuilder text = new StringBuilder(Columns.left("requests", COMPONENT));
    text.append(sent).append(" sent, ").append(failed).append(" failed");
    for (Outage each : drill.outages()) {
      text.append(", errors for ").append(Terminal.words(each.length()));
    }
    return text.append(' ').append(outcomes).toString();
  }

  private String objective(ObjectiveResult result) {
    String line =
        Columns.left(result.kind().words(), COMPONENT)
            + result.measured()
            + ", wanted "
            + result.wanted();
    return result.met() ? terminal.good(line) : terminal.bad(line);
  }

  /** The one verdict, what it rests on, and what was written. */
  void conclude(RunEvidence evidence, WrittenReports written, Path journalFile, String took) {
    terminal.line("");
    terminal.line(
        terminal.bold("Verdict: ")
            + terminal.verdict(evidence.verdict())
            + ", "
            + evidence.count(Verdict.PASSED)
            + " of "
            + evidence.drills().size()
            + " drills passed, "
            + proven(evidence)
            + took);
    evidence.reasons().forEach(each -> terminal.line("  " + each));
    if (evidence.header().traffic() == TrafficSource.SIMULATED) {
      terminal.line("Client traffic is simulated, not measured on AWS.");
    }
    terminal.line("Reproduce: " + evidence.header().reproduce());
    written.files().forEach(path -> terminal.line("Written:   " + path));
    terminal.line("Written:   " + journalFile);
    written.failures().forEach(why -> terminal.error("azdrill: " + why));
  }

  /** The one verdict of a check, and why it is not PASSED. */
  void conclude(RunEvidence evidence) {
    terminal.line("");
    terminal.line(
        terminal.bold("Verdict: ")
            + terminal.verdict(evidence.verdict())
            + ", "
            + proven(evidence).strip());
    terminal.line("Reproduce: " + evidence.header().reproduce());
  }

  private static String proven(RunEvidence evidence) {
    long proven =
        evidence.proofs().stream()
            .filter(each -> each.verdict() == GuaranteeVerdict.PROVEN)
            .count();
    return proven + " of " + evidence.proofs().size() + " guarantees proven. ";
  }
}
