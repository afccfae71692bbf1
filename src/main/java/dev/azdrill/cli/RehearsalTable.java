package dev.azdrill.cli;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.rehearsal.Assumptions;
import dev.azdrill.rehearsal.Rehearsal;
import dev.azdrill.rehearsal.RehearsedDrill;
import dev.azdrill.rehearsal.RehearsedRun;
import dev.azdrill.report.text.CauseText;
import java.time.Duration;
import java.util.List;

/** What a rehearsal looks like on a terminal. */
final class RehearsalTable {
  private static final int DRILL = 58;

  private final Terminal terminal;

  RehearsalTable(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What is rehearsed, and what that rests on. */
  void header(DescribedArchitecture described, Assumptions assumed, double load) {
    terminal.line(
        terminal.bold("The twin of " + described.name())
            + ", as "
            + described.answeredBy()
            + " described it · virtual time · nothing is changed there");
    terminal.line("");
    terminal.line(terminal.bold("Assumed"));
    terminal.line("");
    terminal.line("  clients send " + number(load) + " requests per second");
    assumed.words(described.inventory()).forEach(each -> terminal.line("  " + each));
  }

  /** What is not in the twin as it is there: no drill tells for sure beside it. */
  void lacking(Rehearsal.Lacking lacking, List<String> disturbances) {
    list("Left out, and so not exercised", lacking.relevant());
    list("Left out, and irrelevant as the assumptions say", lacking.irrelevant());
    list("Not in a steady state when it was described; why is not in the twin", disturbances);
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      terminal.line("");
      terminal.line(terminal.bold(title));
      terminal.line("");
      lines.forEach(each -> terminal.line("  " + terminal.warn(each)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** What is guaranteed of what is described. */
  void guarantees(List<Proof> proofs) {
    long proven =
        proofs.stream().filter(each -> each.record().verdict() == GuaranteeVerdict.PROVEN).count();
    terminal.line("");
    terminal.line(
        terminal.bold("Guarantees")
            + ", judged by the described configuration: "
            + proven
            + " of "
            + proofs.size()
            + " proven");
    if (proven < proofs.size()) {
      terminal.line("");
    }
    for (Proof proof : proofs) {
      ProofRecord judged = proof.record();
      String words = judged.statement() + ": " + judged.reason();
      switch (judged.verdict()) {
        case PROVEN -> {}
        case VIOLATED -> terminal.line("  " + terminal.bad(Columns.left("VIOLATED", 10)) + words);
        case UNKNOWN -> terminal.line("  " + terminal.warn(Columns.left("UNKNOWN", 10)) + words);
      }
      judged.remediation().ifPresent(each -> terminal.line("            To mend it: " + each));
    }
  }

  /** Each drill with how it ended, and for how long clients saw errors. */
  void drills(List<RehearsedDrill> rehearsed, List<String> others) {
    terminal.line("");
    terminal.line(
        "  "
            + terminal.dim(
                Columns.left("drill", DRILL)
                    + Columns.right("passed", 10)
                    + Columns.right("errors for", 14)
                    + Columns.right("at most", 12)
                    + Columns.right("failed", 9)
                    + "  verdict"));
    rehearsed.forEach(each -> terminal.line("  " + row(each)));
    if (!others.isEmpty()) {
      terminal.line("");
      terminal.line(terminal.bold("Not rehearsed"));
      terminal.line("");
      others.forEach(each -> terminal.line("  " + each));
    }
  }

  private String row(RehearsedDrill each) {
    List<Duration> errors = each.runs().stream().map(RehearsedRun::errors).sorted().toList();
    long failed = each.runs().stream().mapToLong(RehearsedRun::failed).max().orElse(0);
    return Columns.left(Columns.cut(each.drill().drill().name(), DRILL - 2), DRILL)
        + Columns.right(each.count(Verdict.PASSED) + " of " + each.runs().size(), 10)
        + Columns.right(Terminal.words(errors.get((errors.size() - 1) / 2)), 14)
        + Columns.right(Terminal.words(errors.get(errors.size() - 1)), 12)
        + Columns.right(String.valueOf(failed), 9)
        + "  "
        + terminal.verdict(each.verdict());
  }

  /**
   * Why what did not pass did not, and the verdict over all.
   *
   * @param lacks whether something of the stack is not in the twin
   */
  void conclude(List<RehearsedDrill> rehearsed, boolean lacks, Verdict verdict, long began) {
    for (int i = 0; i < rehearsed.size(); i++) {
      RehearsedDrill each = rehearsed.get(i);
      if (each.verdict() != Verdict.PASSED) {
        why(each, i + 1);
      }
    }
    if (lacks) {
      terminal.line("");
      terminal.line(
          "What is not in the twin was not exercised, and may be why a drill did not pass: the whole"
              + " is inconclusive.");
    }
    long runs = rehearsed.stream().mapToLong(each -> each.runs().size()).sum();
    terminal.line("");
    terminal.line(
        terminal.bold("Verdict: ")
            + terminal.verdict(verdict)
            + ", "
            + rehearsed.stream().filter(each -> each.verdict() == Verdict.PASSED).count()
            + " of "
            + rehearsed.size()
            + " drills passed, "
            + runs
            + " runs in "
            + Terminal.wall(Duration.ofNanos(System.nanoTime() - began))
            + ".");
  }

  private void why(RehearsedDrill drill, int number) {
    RehearsedRun worst = drill.worst();
    long passed = drill.count(Verdict.PASSED);
    int all = drill.runs().size();
    terminal.line("");
    terminal.line(terminal.bold(drill.drill().drill().name()));
    terminal.line(
        "  "
            + (all - passed)
            + " of "
            + all
            + (all == 1 ? " run" : " runs")
            + " did not pass; in the worst, with seed "
            + worst.seed()
            + ":");
    String prefix = drill.drill().drill().name() + ": ";
    worst.evidence().reasons().stream()
        .map(each -> each.startsWith(prefix) ? each.substring(prefix.length()) : each)
        .forEach(each -> terminal.line("  " + each));
    worst.evidence().drills().stream()
        .map(DrillRecord::causes)
        .flatMap(List::stream)
        .forEach(cause -> terminal.line("  Why: " + CauseText.of(cause)));
    terminal.line("  Reproduce: " + worst.evidence().header().reproduce());
    terminal.line("  Report of that run: drill-" + number + "/report.html");
  }
}
