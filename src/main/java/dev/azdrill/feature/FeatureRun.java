package dev.azdrill.feature;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.Platform;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A run of features: gathers the journals of its scenarios, in whatever order and thread they run,
 * and makes one journal, one verdict and one report of them, the same for the same scenarios.
 *
 * <p>Safe for use by several threads.
 */
public final class FeatureRun {
  private static final String EVIDENCE = "evidence";

  /** The name of the ledger in the folder of the report. */
  private static final String LEDGER = "ledger.jsonl";

  private final Settings settings;
  private final JournalFile file;
  private final Optional<LedgerFile> ledger;
  private final SortedMap<ScenarioId, ScenarioRun> scenarios = new TreeMap<>();
  private final List<Observation> ofTheRun = new ArrayList<>();
  private final List<Consumer<Consumer<Observation>>> endings = new ArrayList<>();
  private Optional<Entry> header = Optional.empty();

  /**
   * What a run is called, how it is repeated, and where its reports go.
   *
   * @param title for people
   * @param platforms where it runs
   * @param seed the random seed
   * @param reproduce the command that runs it again
   * @param strict whether a guarantee that cannot be judged counts as a failure
   * @param folder for the journals and the reports
   */
  public record Settings(
      String title,
      PlatformSource platforms,
      String seed,
      String reproduce,
      boolean strict,
      Path folder) {
    Settings in(Path other) {
      return new Settings(title, platforms, seed, reproduce, strict, other);
    }
  }

  private FeatureRun(Settings settings, JournalFile file, Optional<LedgerFile> ledger) {
    this.settings = settings;
    this.file = file;
    this.ledger = ledger;
  }

  /**
   * Begins a run. Its folder is made, and journals of an earlier run are removed from it.
   *
   * @throws dev.azdrill.report.ReportFolderException when nothing can be written there
   */
  public static FeatureRun begin(Settings settings) {
    Reports.prepare(settings.folder());
    LedgerFile.requireNothingPending(settings.folder().resolve(LEDGER));
    // Opened first: it is refused while another run writes there, and nothing of that is removed.
    JournalFile file = JournalFile.create(settings.folder().resolve(Reports.JOURNAL));
    Reports.removeEarlier(settings.folder());
    removeJournals(settings.folder().resolve(EVIDENCE));
    return new FeatureRun(settings, file, ledger(settings));
  }

  /** Scenarios that share a platform share one that outlives them, and may outlive this process. */
  private static Optional<LedgerFile> ledger(Settings settings) {
    return settings.platforms().isShared()
        ? Optional.of(
            LedgerFile.create(
                settings.folder().resolve(LEDGER),
                settings.platforms().name(),
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }

  private static void removeJournals(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        Files.delete(each);
        Files.deleteIfExists(ScenarioRun.drillFile(each));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journals of an earlier run cannot be removed", e);
    }
  }

  /** What was asked for. */
  public Settings settings() {
    return settings;
  }

  /**
   * A scenario begins.
   *
   * @throws IllegalStateException when one of the same name has begun in this run: two feature
   *     files have the same name
   */
  public synchronized ScenarioRun begin(ScenarioId id) {
    if (scenarios.containsKey(id)) {
      throw new IllegalStateException(
          "expected each scenario once in a run, saw "
              + id.id()
              + " again: give feature files different names");
    }
    ScenarioRun scenario =
        new ScenarioRun(
            id,
            JournalFile.create(settings.folder().resolve(EVIDENCE).resolve(id.file())),
            ledger.map(Ledger.class::cast).orElse(Ledger.NONE));
    scenarios.put(id, scenario);
    return scenario;
  }

  /** A platform was opened for scenarios: the header of the evidence says what it can do. */
  public synchronized void opened(Platform platform) {
    if (header.isEmpty()) {
      Journal first = new Journal();
      DrillRun.begin(
          platform,
          first,
          new DrillRun.Settings(
              settings.title(),
              settings.seed(),
              settings.reproduce(),
              settings.strict(),
              Budgets.CEILING));
      header = first.entries().stream().findFirst();
    }
  }

  /**
   * Something is to be given back when the run ends.
   *
   * @param ending does it, and tells what was removed and what was left behind; it must not throw
   */
  public synchronized void atEnd(Consumer<Consumer<Observation>> ending) {
    endings.add(ending);
  }

  /**
   * Ends the run: gives back what scenarios shared, merges the journals in the order of their
   * scenarios, and writes the reports.
   */
  public synchronized FinishedRun end() {
    endings.forEach(each -> each.accept(ofTheRun::add));
    List<Entry> journal = new ArrayList<>();
    journal.add(header.orElseGet(this::unopened));
    scenarios.values().forEach(each -> journal.addAll(each.entries()));
    Entry last = journal.stream().max(Comparator.comparing(Entry::at)).orElseThrow();
    ofTheRun.forEach(each -> journal.add(entry(last, each)));
    scenarios
        .values()
        .forEach(each -> each.skipped().ifPresent(what -> journal.add(entry(last, what))));
    int executed = count(ScenarioRun.Ending.EXECUTED);
    int skipped = count(ScenarioRun.Ending.SKIPPED);
    journal.add(entry(last, new Observation.RunEnded(executed, skipped)));
    journal.forEach(file);
    file.close();
    ledger.ifPresent(LedgerFile::close);
    RunEvidence ran = RunEvidence.of(journal);
    RunEvidence evidence = file.trouble().map(ran::brokenOff).orElse(ran);
    return new FinishedRun(
        evidence,
        executed,
        scenarios.values().stream().anyMatch(ScenarioRun::isRed),
        reports(evidence));
  }

  private WrittenReports reports(RunEvidence evidence) {
    WrittenReports written = Reports.write(evidence, settings.folder());
    List<Path> files = new ArrayList<>(written.files());
    files.add(file.path());
    List<String> failures = new ArrayList<>(written.failures());
    file.trouble().ifPresent(failures::add);
    return new WrittenReports(files, failures);
  }

  private int count(ScenarioRun.Ending ending) {
    return (int) scenarios.values().stream().filter(each -> each.ending() == ending).count();
  }

  private static Entry entry(Entry like, Observation observation) {
    return new Entry(like.at(), Optional.empty(), Strength.AZDRILL, like.platform(), observation);
  }

  /** No scenario got as far as opening a platform. */
  private Entry unopened() {
    return new Entry(
        Instant.EPOCH,
        Optional.empty(),
        Strength.AZDRILL,
        settings.platforms().name(),
        new Observation.RunBegun(
            new RunHeader(
                settings.title(),
                settings.platforms().name(),
                "nothing: no scenario opened the platform",
                false,
                TrafficSource.NONE,
                settings.seed(),
                settings.reproduce(),
                settings.strict(),
                List.of(),
                Optional.empty())));
  }
}
