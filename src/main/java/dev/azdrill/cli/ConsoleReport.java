package dev.azdrill.cli;

import dev.azdrill.drill.DrillResult;
import dev.azdrill.drill.Recovery;
import dev.azdrill.drill.Verdict;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ProofRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a drill looks like on a terminal. */
final class ConsoleReport {
  private static final int DETAIL_MAX = 84;

  private final Terminal terminal;

  ConsoleReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void proofs(List<ProofRecord> proofs) {
    terminal.line("");
    terminal.line(terminal.bold("Guarantees") + ", proven from the described configuration");
    terminal.line("");
    for (ProofRecord proof : proofs) {
      String verdict = pad(proof.verdict().toLowerCase(Locale.ROOT), 10);
      boolean proven = proof.verdict().equals("PROVEN");
      terminal.line(
          "  " + (proven ? terminal.good(verdict) : terminal.bad(verdict)) + proof.statement());
    }
  }

  void drill(int number, DrillResult result, List<Observation> journal) {
    terminal.line("");
    terminal.line(terminal.bold("Drill " + number + " · " + result.drill().name()));
    terminal.line("");
    for (Observation each : journal) {
      Duration since = Duration.between(result.injected(), each.at());
      if (isTimeline(each) && !since.isNegative()) {
        terminal.line(
            terminal.dim(padLeft("+" + since.toSeconds() + " s", 9))
                + "  "
                + pad(each.kind(), 20)
                + pad(each.subject(), 21)
                + shortened(each.detail()));
      }
    }
    measurements(result);
  }

  private void measurements(DrillResult result) {
    terminal.line("");
    terminal.line(
        "  "
            + terminal.dim(
                pad("recovered", 22)
                    + padLeft("after", 12)
                    + padLeft("budget", 14)
                    + "   derived from"));
    Stream.concat(result.recoveries().stream(), result.restorations().stream())
        .forEach(recovery -> terminal.line("  " + measurement(recovery)));
    result
        .traffic()
        .ifPresent(
            seen ->
                terminal.line(
                    "  "
                        + pad("clients", 22)
                        + seen.sent()
                        + " requests, "
                        + seen.failed()
                        + " failed, disturbed for "
                        + Terminal.words(seen.disturbed())
                        + " "
                        + seen.outcomes()));
    String verdict = result.verdict().name();
    terminal.line("");
    terminal.line(
        "  "
            + (result.verdict() == Verdict.PASSED ? terminal.good(verdict) : terminal.bad(verdict))
            + ": "
            + result.reason());
  }

  private String measurement(Recovery recovery) {
    String took = recovery.took().map(Terminal::words).orElse("never");
    return pad(recovery.expectation().component(), 22)
        + (recovery.inTime() ? terminal.good(padLeft(took, 12)) : terminal.bad(padLeft(took, 12)))
        + padLeft(Terminal.words(recovery.expectation().budget()), 14)
        + "   "
        + recovery.expectation().derivation();
  }

  void verdict(Verdict verdict, List<DrillResult> results, String replay, List<Path> written) {
    terminal.line(
        terminal.bold("Verdict: ")
            + (verdict == Verdict.PASSED
                ? terminal.good(verdict.name())
                : terminal.bad(verdict.name()))
            + ", "
            + results.stream().filter(r -> r.verdict() == Verdict.PASSED).count()
            + " of "
            + results.size()
            + " drills passed. Traffic and recovery times are simulated, not measured on AWS.");
    terminal.line("Again:   " + replay);
    written.forEach(path -> terminal.line("Written: " + path));
  }

  /** What happened; verdicts and measurements have a table of their own. */
  private static boolean isTimeline(Observation observation) {
    return !observation.kind().startsWith("recovery.") && !observation.kind().startsWith("drill.");
  }

  /** AWS's refusals are long; the journal has them whole. */
  private static String shortened(String detail) {
    return detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX - 1) + "…";
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }

  private static String padLeft(String text, int width) {
    return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
  }
}
