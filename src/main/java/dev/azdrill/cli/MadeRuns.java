package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.session.StopRequest;
import dev.azdrill.text.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Those of several runs that were made.
 *
 * @param runs in the order of their seeds; at least one
 * @param missing why others were not made, sentences
 */
record MadeRuns(List<SeedRun> runs, List<String> missing) {
  MadeRuns {
    runs = List.copyOf(runs);
    missing = List.copyOf(missing);
  }

  /**
   * Waits for all of them. One that could not be made takes nothing from what the others have
   * shown.
   *
   * @param running each has a run, or none where it was stopped before it began
   * @param progress is told how many were made
   * @throws RuntimeException why the first could not be made, where none could
   */
  static MadeRuns of(
      List<Future<Optional<SeedRun>>> running, StopRequest stop, IntConsumer progress)
      throws InterruptedException {
    List<SeedRun> made = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Future<Optional<SeedRun>> each : running) {
      try {
        each.get().ifPresent(made::add);
      } catch (ExecutionException e) {
        failures.add(unchecked(e));
      }
      progress.accept(made.size());
    }
    if (made.isEmpty()) {
      throw failures.get(0);
    }
    int ended = made.size() + failures.size();
    List<String> missing = new ArrayList<>();
    failed(failures, running.size()).ifPresent(missing::add);
    stop.reason()
        .filter(signal -> ended < running.size())
        .map(why -> "stopped by " + why + " after " + ended + " of " + running.size() + " runs")
        .ifPresent(missing::add);
    return new MadeRuns(made, missing);
  }

  private static RuntimeException unchecked(ExecutionException failed) {
    if (failed.getCause() instanceof Error fatal) {
      throw fatal;
    }
    return failed.getCause() instanceof RuntimeException known
        ? known
        : new IllegalStateException(failed);
  }

  private static Optional<String> failed(List<RuntimeException> failures, int count) {
    return failures.stream()
        .findFirst()
        .map(
            first ->
                failures.size() + " of " + count + " runs could not be made: " + Trouble.of(first));
  }

  /** The one that others are compared with; it says why there are no more. */
  SeedRun worst() {
    SeedRun worst = runs.stream().max(SeedRun.BY_HARM).orElseThrow();
    for (String why : missing) {
      worst = worst.brokenOff(why);
    }
    return worst;
  }

  /** What all of them prove: nothing where one is missing, unless another says worse. */
  Verdict verdict() {
    return runs.stream()
        .map(SeedRun::verdict)
        .reduce(missing.isEmpty() ? Verdict.PASSED : Verdict.INCONCLUSIVE, Verdict::and);
  }

  /** How many passed. */
  long passed() {
    return runs.stream().filter(each -> each.verdict() == Verdict.PASSED).count();
  }
}
