package dev.azdrill.cli;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Outage;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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

  /** One seed, and what it proved. */
  private record SeedRun(String seed, RunEvidence evidence) {
    /** How long clients saw errors, over all drills. */
    Duration errors() {
      return evidence.drills().stream()
          .flatMap(each -> each.outages().stream())
          .map(Outage::length)
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  /**
   * Requires that so many runs can be made.
   *
   * @throws BadInput when they cannot
   */
  static void requireCount(int count) {
    if (count < 1 || count > RUNS_MAX) {
      throw new BadInput("expected --runs from 1 to " + RUNS_MAX + ", saw " + count);
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

  /** What is said where a signal came before the last run had begun. */
  private static Optional<String> stopped(StopRequest stop, int done, int count) {
    return stop.reason()
        .filter(signal -> done < count)
        .map(signal -> "stopped by " + signal + " after " + done + " of " + count + " runs");
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
    List<SeedRun> all = all(count, stop);
    Optional<String> stopped = stopped(stop, all.size(), count);
    SeedRun worst = worst(all, stopped);
    worst.evidence().entries().forEach(file);
    WrittenReports written = Reports.write(worst.evidence(), report);
    List<String> failures = new ArrayList<>(written.failures());
    file.trouble().ifPresent(failures::add);
    Verdict verdict =
        all.stream()
            .map(each -> each.evidence().verdict())
            .reduce(
                failures.isEmpty() && stopped.isEmpty() ? Verdict.PASSED : Verdict.INCONCLUSIVE,
                Verdict::and);
    terminal.line(terminal.bold(all.size() + " runs") + " of seed " + order.seed());
    terminal.line("");
    table(all);
    terminal.line("");
    conclude(all, worst, verdict);
    Stream.concat(written.files().stream(), Stream.of(file.path()))
        .forEach(path -> terminal.line("Written:   " + path + " (of the worst seed)"));
    failures.forEach(why -> terminal.error("azdrill: " + why));
    return verdict.exitCode();
  }

  /** The one that others are compared with; it says why there are no more. */
  private static SeedRun worst(List<SeedRun> all, Optional<String> stopped) {
    SeedRun worst =
        all.stream()
            .max(
                Comparator.<SeedRun, Verdict>comparing(each -> each.evidence().verdict())
                    .thenComparing(SeedRun::errors)
                    .thenComparing(SeedRun::seed, Comparator.reverseOrder()))
            .orElseThrow();
    return stopped
        .map(why -> new SeedRun(worst.seed(), worst.evidence().brokenOff(why)))
        .orElse(worst);
  }

  private void conclude(List<SeedRun> all, SeedRun worst, Verdict verdict) {
    long passed = all.stream().filter(each -> each.evidence().verdict() == Verdict.PASSED).count();
    terminal.line(
        terminal.bold("Verdict: ")
            + terminal.verdict(verdict)
            + ", "
            + passed
            + " of "
            + all.size()
            + " runs passed.");
    worst.evidence().reasons().forEach(each -> terminal.line("  " + worst.seed() + ": " + each));
    terminal.line(
        "Worst seed: "
            + worst.seed()
            + ", "
            + worst.evidence().verdict()
            + ", errors for "
            + Terminal.words(worst.errors()));
    terminal.line("Reproduce: " + worst.evidence().header().reproduce());
  }

  private List<SeedRun> all(int count, StopRequest stop) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(count, Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<Optional<SeedRun>>> running = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        String seed = order.seed() + "-" + i;
        boolean isFirst = i == 1;
        running.add(
            pool.submit(
                () ->
                    isFirst || stop.reason().isEmpty()
                        ? Optional.of(one(seed))
                        : Optional.empty()));
      }
      List<SeedRun> all = new ArrayList<>();
      for (Future<Optional<SeedRun>> each : running) {
        each.get().ifPresent(all::add);
        terminal.progress(all.size() + " of " + count + " runs");
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the runs were interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run could not be made", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private SeedRun one(String seed) {
    DrillOrder own = order.with(seed);
    Journal journal = new Journal();
    try (JournalFile file = JournalFile.create(report.resolve(RUNS).resolve(fileName(seed)));
        Platform platform = selection.open(seed, Progress.SILENT)) {
      journal.subscribe(file);
      DrillNeeds.require(platform, own);
      RunEvidence ran =
          DrillJob.run(platform, StepListener.SILENT, own, journal, DrillJob.Safety.NONE);
      return new SeedRun(seed, file.trouble().map(ran::brokenOff).orElse(ran));
    }
  }

  /** A seed may have characters that name folders. */
  private static String fileName(String seed) {
    return seed.replaceAll("[^A-Za-z0-9._=+@-]", "_") + ".jsonl";
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
