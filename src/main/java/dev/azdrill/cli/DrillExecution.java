package dev.azdrill.cli;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.fault.Ledger;
import dev.azdrill.platform.LeftBehindException;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.text.ShellCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An order of drills that is executed: with a ledger, a journal and reports in a folder, and with
 * signals that end it. Nothing of an earlier run in the folder is lost before this one may begin.
 *
 * @param selection where it runs
 * @param run by which name, and whose lock
 * @param report the folder, in which nothing waits for its undo
 */
record DrillExecution(Selection selection, DrillOrder order, RunName run, Path report) {
  /** Where a run is shown, and when it began on the wall clock. */
  record Shown(Terminal terminal, long since) {}

  /**
   * Runs it, and writes its reports.
   *
   * @return the exit code
   */
  int run(Shown shown) {
    boolean isMade = order.subject() instanceof DrilledStack.Made;
    ShellCommand remedy =
        (isMade
                ? ShellCommand.of("azdrill", "teardown", order.stack())
                : ShellCommand.of("azdrill", "restore", "--stack", order.stack()))
            .with(PlatformOptions.words(selection));
    Optional<ShellCommand> teardown = isMade ? Optional.of(remedy) : Optional.empty();
    Terminal terminal = shown.terminal();
    try (RunLedger ledger = RunLedger.in(report, selection, order.stack());
        StopSignals signals = StopSignals.watch(terminal, () -> ledger.hint(teardown))) {
      ShownProgress progress = new ShownProgress(terminal, signals.stop());
      try (Platform platform = opened(progress)) {
        platform.session().restrictTo(order.calls());
        DrillNeeds.require(platform, order);
        DrillJob.Safety safety =
            new DrillJob.Safety(Ledger.NONE, signals.stop(), Optional.empty(), remedy);
        Optional<LockOwner> owner = run.owner();
        if (owner.isEmpty()) {
          return recorded(platform, progress, safety, ledger, shown);
        }
        try (StackLocks locks = new StackLocks(platform.session(), owner.get())) {
          if (isMade) {
            PlatformStacks.requireMade(order.stack(), platform);
          }
          requireUnbroken(new LockedStack(platform, locks, terminal), platform);
          return recorded(platform, progress, safety.with(locks), ledger, shown);
        }
      }
    }
  }

  private Platform opened(ShownProgress progress) {
    return order.subject() instanceof DrilledStack.Made
        ? selection.open(order.seed(), progress)
        : selection.openStanding(order.seed(), progress);
  }

  /** What a run that is over left broken would be taken for what this one breaks. */
  private void requireUnbroken(LockedStack locked, Platform platform) {
    locked.take(order.stack(), false);
    List<String> broken = locked.restore(order.stack());
    if (!broken.isEmpty()) {
      throw new LeftBehindException(platform.answeredBy(), broken);
    }
  }

  private int recorded(
      Platform platform,
      ShownProgress progress,
      DrillJob.Safety safety,
      RunLedger ledger,
      Shown shown) {
    Terminal terminal = shown.terminal();
    Journal journal = new Journal();
    try (JournalFile file = JournalFile.create(report.resolve(Reports.JOURNAL))) {
      Reports.removeEarlier(report);
      journal.subscribe(file);
      journal.subscribe(new ConsoleReport(terminal, journal, !platform.isVirtualTime()));
      RunEvidence ran;
      try {
        ran = DrillJob.run(platform, progress, order, journal, safety.with(ledger.begin()));
      } catch (StackLocked refused) {
        ledger.discard();
        file.discard();
        throw refused;
      }
      RunEvidence recorded = file.trouble().map(ran::brokenOff).orElse(ran);
      WrittenReports written = Reports.write(recorded, report);
      RunEvidence evidence = written.judged(recorded);
      new ConsoleReport(terminal, journal, false)
          .conclude(evidence, written, file.path(), took(evidence, shown.since()));
      file.trouble().ifPresent(why -> terminal.error("azdrill: " + why));
      return evidence.verdict().exitCode();
    }
  }

  private static String took(RunEvidence evidence, long wallStart) {
    String simulated = Terminal.words(Duration.between(evidence.began(), evidence.ended()));
    String wall = Terminal.wall(Duration.ofNanos(System.nanoTime() - wallStart));
    return evidence.header().virtualTime()
        ? simulated + " simulated in " + wall + "."
        : "It took " + wall + ".";
  }
}
