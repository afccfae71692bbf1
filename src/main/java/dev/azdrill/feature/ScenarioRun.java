package dev.azdrill.feature;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.file.DrillYaml;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Ledger;
import dev.azdrill.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One scenario of a run: its journal, in memory and line by line on disk. Not thread-safe: one
 * scenario, one thread.
 */
public final class ScenarioRun {
  private final ScenarioId id;
  private final Journal journal = new Journal();
  private final JournalFile file;
  private final Ledger ledger;
  private Ending ending = Ending.UNFINISHED;
  private Optional<String> skipped = Optional.empty();
  private boolean isRed;

  /** Whether a scenario was executed. */
  enum Ending {
    /** It is running, or was broken off. */
    UNFINISHED,
    /** Every step was executed, or one failed. */
    EXECUTED,
    /** The platform lacks what it needs. */
    SKIPPED,
    /** It could not be: a step is not defined. */
    NOT_EXECUTED
  }

  ScenarioRun(ScenarioId id, JournalFile file, Ledger ledger) {
    this.id = id;
    this.file = file;
    this.ledger = ledger;
    journal.subscribe(file);
  }

  /** What the scenario is called. */
  public ScenarioId id() {
    return id;
  }

  /** Where what happens on this platform is noted, for this scenario. */
  public DrillRun on(Platform platform) {
    return DrillRun.continued(platform, journal, Budgets.CEILING).with(ledger);
  }

  /** It was executed, whatever came of it. */
  public void executed() {
    ending = Ending.EXECUTED;
  }

  /** It was not executed, and this proves nothing: a step is not defined. */
  public void notExecuted() {
    ending = Ending.NOT_EXECUTED;
  }

  /** It was not executed, because the platform lacks what it needs. */
  public void skipped(String reason) {
    ending = Ending.SKIPPED;
    skipped = Optional.of(reason);
  }

  /** It failed, and whoever runs it is told. */
  public void failed() {
    isRed = true;
  }

  /**
   * Notes what came of it where no drill session did: it used no stack.
   *
   * @param answeredBy who answered; for people
   * @param at the platform's time
   */
  public void noteOutcome(String answeredBy, Instant at, Verdict verdict, String reason) {
    JournalScope notes = new JournalScope(journal, Optional.of(id.id()), answeredBy, () -> at);
    notes.note(new Observation.DrillBegun(id.scenario()));
    notes.note(new Observation.DrillEnded(verdict, reason));
  }

  /**
   * Keeps what the scenario did as a drill file beside its journal. A fault of a team's own has no
   * form in a file: nothing is kept then.
   *
   * @return why the file could not be written; empty when it was, or need not be
   */
  public Optional<String> keep(Drill drill) {
    String text;
    try {
      text = DrillYaml.of(drill);
    } catch (IllegalArgumentException noForm) {
      return Optional.empty();
    }
    Path beside = drillFile(file.path());
    try {
      Files.writeString(beside, text);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the drill file " + beside + " could not be written: " + e.getMessage());
    }
  }

  /** Where the drill of a scenario is, whose journal is there. */
  static Path drillFile(Path journal) {
    return journal.resolveSibling(
        journal.getFileName().toString().replaceAll("\\.jsonl$", ".yaml"));
  }

  /**
   * Ends it: closes its file.
   *
   * @return why the file is not whole; empty when it is
   */
  public Optional<String> close() {
    file.close();
    return file.trouble();
  }

  boolean isRed() {
    return isRed;
  }

  Ending ending() {
    return ending;
  }

  Optional<Observation> skipped() {
    return skipped.map(reason -> new Observation.ScenarioSkipped(id.id(), id.scenario(), reason));
  }

  /** What belongs to the evidence of the run: what was skipped proves and refutes nothing. */
  List<Entry> entries() {
    return ending == Ending.SKIPPED ? List.of() : journal.entries();
  }
}
