package dev.azdrill.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers a journal into evidence and reaches the one verdict over all of it. */
final class RunFold {
  private final List<Entry> journal;
  private final RunHeader header;
  private final Map<String, DrillFold> drills = new LinkedHashMap<>();
  private final List<Placement> placements = new ArrayList<>();
  private final List<ProofRecord> proofs = new ArrayList<>();
  private final Set<String> stacks = new TreeSet<>();
  private final List<SkippedScenario> skipped = new ArrayList<>();
  private final List<Ground> grounds = new ArrayList<>();
  private Optional<Observation.RunEnded> end = Optional.empty();
  private boolean hasBegun;

  /** What speaks for a verdict. */
  private record Ground(Verdict verdict, String reason) {}

  RunFold(List<Entry> journal) {
    this.journal = journal;
    if (journal.isEmpty()
        || !(journal.get(0).observation() instanceof Observation.RunBegun begun)) {
      throw new IllegalArgumentException(
          "expected a journal that begins with run.begun, saw "
              + (journal.isEmpty()
                  ? "an empty one"
                  : ObservationTypes.nameOf(journal.get(0).observation())));
    }
    this.header = begun.header();
    journal.forEach(this::add);
  }

  private void add(Entry entry) {
    entry
        .drill()
        .ifPresent(id -> drills.computeIfAbsent(id, i -> new DrillFold(i, entry.at())).add(entry));
    Observation what = entry.observation();
    consistent(what);
    if (what instanceof Observation.StackReady ready) {
      ready(ready);
    } else if (what instanceof Observation.StackTornDown gone) {
      stacks.remove(gone.stack());
    } else if (what instanceof Observation.StackKept kept) {
      stacks.remove(kept.stack());
    } else if (what instanceof Observation.ResourceLeft left) {
      found(Verdict.UNSAFE, left.resource() + " was left behind: " + left.reason());
    } else if (what instanceof Observation.PlatformLost lost) {
      found(Verdict.INCONCLUSIVE, lost.reason());
    } else if (what instanceof Observation.ScenarioSkipped it) {
      skipped.add(new SkippedScenario(it.scenario(), it.name(), it.reason()));
    } else if (what instanceof Observation.RunBrokenOff off) {
      found(Verdict.INCONCLUSIVE, off.reason());
    } else if (what instanceof Observation.RunEnded ended) {
      end = Optional.of(ended);
    } else if (what instanceof Observation.ResourcePlaced placed && entry.drill().isEmpty()) {
      placements.add(placed.placement());
    } else if (what instanceof Observation.GuaranteeJudged judged && entry.drill().isEmpty()) {
      proofs.add(judged.proof());
    }
  }

  /** What ends with the run, or is somebody else's, needs no tear-down. */
  private void ready(Observation.StackReady stack) {
    switch (stack.origin()) {
      case PROVISIONED -> stacks.add(stack.stack());
      case ATTACHED, TWIN -> {}
    }
  }

  /** A journal is of one run, and ends with it: what was put together by hand proves nothing. */
  private void consistent(Observation what) {
    if (what instanceof Observation.RunBegun && hasBegun) {
      found(Verdict.INCONCLUSIVE, "the journal holds more than one run");
    } else if (end.isPresent() && !(what instanceof Observation.RunBrokenOff)) {
      found(Verdict.INCONCLUSIVE, "the journal goes on behind the end of its run");
    }
    hasBegun = true;
  }

  private void found(Verdict verdict, String reason) {
    grounds.add(new Ground(verdict, reason));
  }

  RunEvidence evidence() {
    List<DrillRecord> records = drills.values().stream().map(DrillFold::record).toList();
    proofs.forEach(this::judge);
    for (DrillRecord each : records) {
      if (each.verdict() != Verdict.PASSED) {
        found(each.verdict(), each.name() + ": " + each.reason());
      }
    }
    coverage(records);
    stacks.forEach(this::unaccounted);
    Verdict verdict = grounds.stream().map(Ground::verdict).reduce(Verdict.PASSED, Verdict::and);
    Instant began = journal.get(0).at();
    Instant ended = journal.stream().map(Entry::at).max(Comparator.naturalOrder()).orElse(began);
    return new RunEvidence(
        header,
        verdict,
        grounds.stream()
            .sorted(Comparator.comparing(Ground::verdict).reversed())
            .map(Ground::reason)
            .distinct()
            .toList(),
        began,
        ended,
        placements,
        proofs,
        records,
        skipped,
        journal);
  }

  private void judge(ProofRecord proof) {
    String reason = "it is not guaranteed that " + proof.statement() + ": " + proof.reason();
    switch (proof.verdict()) {
      case VIOLATED -> found(Verdict.FAILED, reason);
      case UNKNOWN -> found(header.strict() ? Verdict.FAILED : Verdict.INCONCLUSIVE, reason);
      case PROVEN -> {}
    }
  }

  /**
   * What was created is removed, or kept on purpose. Where time is virtual it is in this JVM, and
   * gone with a run that was cut off.
   */
  private void unaccounted(String stack) {
    if (end.isPresent() || !header.virtualTime()) {
      found(Verdict.UNSAFE, "stack " + stack + " was neither removed nor kept on purpose");
    }
  }

  /** Where nothing else was asked, a guarantee at least has to have been. */
  private void guaranteesOnly() {
    if (proofs.isEmpty()) {
      found(Verdict.INCONCLUSIVE, "no guarantee was judged");
    }
  }

  /** Nothing passes that was not executed. */
  private void coverage(List<DrillRecord> records) {
    if (end.isEmpty()) {
      found(Verdict.INCONCLUSIVE, "the journal ends before the run does");
    } else if (header.only().isPresent()) {
      guaranteesOnly();
    } else if (end.get().executed() == 0) {
      found(
          Verdict.INCONCLUSIVE,
          end.get().skipped() == 0
              ? "nothing was executed"
              : "nothing was executed: all " + end.get().skipped() + " were skipped");
    } else if (records.size() < end.get().executed()) {
      found(
          Verdict.INCONCLUSIVE,
          "the run says that "
              + end.get().executed()
              + " were executed, the journal has "
              + records.size());
    }
    if (end.isPresent() && end.get().skipped() != skipped.size()) {
      found(
          Verdict.INCONCLUSIVE,
          "the run says that "
              + end.get().skipped()
              + " were skipped, the journal names "
              + skipped.size());
    }
  }
}
