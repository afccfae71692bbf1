package dev.azdrill.rehearsal;

import dev.azdrill.evidence.Verdict;
import java.util.Comparator;
import java.util.List;

/**
 * One drill with all its seeds.
 *
 * @param drill what was rehearsed
 * @param runs one for each seed, at least one, in the order of the seeds
 */
public record RehearsedDrill(RehearsableDrill drill, List<RehearsedRun> runs) {
  public RehearsedDrill {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("expected a run or more of " + drill + ", saw none");
    }
  }

  /** The worst of its runs' verdicts. */
  public Verdict verdict() {
    return worst().verdict();
  }

  /** How many of its runs ended with this verdict. */
  public long count(Verdict verdict) {
    return runs.stream().filter(each -> each.verdict() == verdict).count();
  }

  /** The run with the worst verdict, and of those the one with the longest errors. */
  public RehearsedRun worst() {
    return runs.stream()
        .max(
            Comparator.comparing(RehearsedRun::verdict)
                .thenComparing(RehearsedRun::errors)
                .thenComparing(RehearsedRun::seed, Comparator.reverseOrder()))
        .orElseThrow();
  }
}
