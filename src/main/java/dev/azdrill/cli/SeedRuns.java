package dev.azdrill.cli;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.StepListener;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.session.Progress;
import dev.azdrill.session.StopRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The same drills with many seeds, in parallel: what varies is how long things take, drawn from
 * documented ranges. Each run has a journal of its own; the worst one gets the report.
 */
final class SeedRuns {
  private static final int RUNS_MAX = 10_000;

  /** Characters of a seed in the name of a file. */
  private static final int NAME_MAX = 200;

  /** The folder of their journals, in that of the report. */
  private static final String RUNS = "runs";

  private final Terminal terminal;
  private final Selection selection;
  private final DrillOrder order;
  private final Path report;

  SeedRuns(Terminal terminal, Selection selection, DrillOrder order, Path report) {
    this.terminal = terminal;
    this.selection = selection;
    this.order = order;
    this.report = report;
  }

  /**
   * Requires that so many runs can be made of this seed.
   *
   * @throws BadInput when they cannot
   */
  static void requirePossible(int count, String seed) {
    if (count < 1 || count > RUNS_MAX) {
      throw new BadInput("expected --runs from 1 to " + RUNS_MAX + ", saw " + count);
    }
    int longest = RandomSeed.LENGTH_MAX - ("-" + count).length();
    if (seed.length() > longest) {
      throw new BadInput(
          "expected a --seed of at most "
              + longest
              + " characters for "
              + count
              + " runs, each of which adds its number, saw "
              + seed.length());
    }
  }

  /**
   * Runs {@code count} seeds and returns the exit code of the worst verdict. A signal lets the runs
   * that have begun come to their end, and begins no others.
   */
  int run(int count) {
    try (StopSignals signals =
        StopSignals.watch(terminal, () -> "Nothing outlives this process.")) {
      return run(count, signals.stop());
    }
  }

  /** The same; the first run is made in any case, for a report. */
  int run(int count, StopRequest stop) {
    try (JournalFile file = JournalFile.create(report.resolve(Reports.JOURNAL))) {
      Reports.removeEarlier(report);
      removeJournals();
      return run(count, file, stop);
    }
  }

  /** Those of an earlier call would be taken for runs of this one. */
  private void removeJournals() {
    Path folder = report.resolve(RUNS);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journals of earlier runs cannot be removed", e);
    }
  }

  /**
   * @param file gets the journal of the worst seed, which its reports are made of
   */
  private int run(int count, JournalFile file, StopRequest stop) {
    MadeRuns made = all(count, stop);
    List<SeedRun> all = made.runs();
    SeedRun worst = made.worst();
    worst.evidence().entries().forEach(file);
    WrittenReports written = Reports.write(worst.evidence(), report);
    List<String> failures = new ArrayList<>(written.failures());
    file.trouble().ifPresent(failures::add);
    Verdict verdict =
        made.verdict().and(failures.isEmpty() ? Verdict.PASSED : Verdict.INCONCLUSIVE);
    terminal.line(terminal.bold(all.size() + " runs") + " of seed " + order.seed());
    terminal.line("");
    table(all);
    terminal.line("");
    conclude(made, worst, verdict);
    Stream.concat(written.files().stream(), Stream.of(file.path()))
        .forEach(path -> terminal.line("Written:   " + path + " (of the worst seed)"));
    failures.forEach(why -> terminal.error("azdrill: " + why));
    return verdict.exitCode();
  }

  private void conclude(MadeRuns made, SeedRun worst, Verdict verdict) {
    terminal.line(
        terminal.bold("Verdict: ")
            + terminal.verdict(verdict)
            + ", "
            + made.passed()
            + " of "
            + made.runs().size()
            + " runs passed.");
    worst.evidence().reasons().forEach(each -> terminal.line("  " + worst.seed() + ": " + each));
    terminal.line(
        "Worst seed: "
            + worst.seed()
            + ", "
            + worst.verdict()
            + ", errors for "
            + Terminal.words(worst.errors()));
    terminal.line("Reproduce: " + worst.evidence().header().reproduce());
  }

  private MadeRuns all(int count, StopRequest stop) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(count, Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<Optional<SeedRun>>> running = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        int number = i;
        running.add(
            pool.submit(
                () ->
                    number == 1 || stop.reason().isEmpty()
                        ? Optional.of(one(number))
                        : Optional.empty()));
      }
      return MadeRuns.of(running, stop, done -> terminal.progress(done + " of " + count + " runs"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the runs were interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private SeedRun one(int number) {
    String seed = order.seed() + "-" + number;
    DrillOrder own = order.with(seed);
    Journal journal = new Journal();
    try (JournalFile file = JournalFile.create(report.resolve(RUNS).resolve(fileName(number)));
        Platform platform = selection.open(seed, Progress.SILENT)) {
      journal.subscribe(file);
      DrillNeeds.require(platform, own);
      RunEvidence ran =
          DrillJob.run(platform, StepListener.SILENT, own, journal, DrillJob.Safety.NONE);
      return new SeedRun(seed, file.trouble().map(ran::brokenOff).orElse(ran));
    }
  }

  /** A seed may have characters that name folders, and be longer than the name of a file. */
  private String fileName(int number) {
    String name = order.seed().replaceAll("[^A-Za-z0-9._=+@-]", "_");
    return name.substring(0, Math.min(name.length(), NAME_MAX)) + "-" + number + ".jsonl";
  }

  private void table(List<SeedRun> all) {
    terminal.line(
        "  "
            + terminal.dim(
                Columns.left("recovered after", 52)
                    + Columns.right("min", 12)
                    + Columns.right("median", 12)
                    + Columns.right("90 %", 12)
                    + Columns.right("max", 12)
                    + Columns.right("limit", 12)
                    + Columns.right("missed", 9)));
    Map<String, List<Measurement>> rows = new LinkedHashMap<>();
    for (SeedRun each : all) {
      for (DrillRecord drill : each.evidence().drills()) {
        for (Measurement measured : drill.measurements()) {
          String row = drill.id() + ", " + measured.component().words() + phase(measured);
          rows.computeIfAbsent(row, name -> new ArrayList<>()).add(measured);
        }
      }
    }
    rows.forEach((name, measured) -> terminal.line("  " + row(name, measured)));
  }

  private static String phase(Measurement measured) {
    return switch (measured.phase()) {
      case STEADY_STATE -> " before";
      case RECOVERY -> "";
      case RESTORATION -> " after the undo";
    };
  }

  private String row(String name, List<Measurement> measured) {
    RecoveryTimes times = new RecoveryTimes(measured);
    String line =
        Columns.left(name, 52)
            + Columns.right(words(times.at(0)), 12)
            + Columns.right(words(times.at(50)), 12)
            + Columns.right(words(times.at(90)), 12)
            + Columns.right(words(times.at(100)), 12)
            + Columns.right(Terminal.words(measured.get(0).limit().duration()), 12)
            + Columns.right(String.valueOf(times.missed()), 9);
    return times.missed() == 0 ? line : terminal.bad(line);
  }

  private static String words(Optional<Duration> took) {
    return took.map(Terminal::words).orElse("never");
  }
}
