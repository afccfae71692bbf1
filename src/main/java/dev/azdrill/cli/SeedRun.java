package dev.azdrill.cli;

import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import java.time.Duration;
import java.util.Comparator;

/** One seed, and what it proved. */
record SeedRun(String seed, RunEvidence evidence) {
  /** The worst is the greatest; of those that are equally bad the one whose seed comes first. */
  static final Comparator<SeedRun> BY_HARM =
      Comparator.<SeedRun, Verdict>comparing(SeedRun::verdict)
          .thenComparing(SeedRun::errors)
          .thenComparing(SeedRun::seed, Comparator.reverseOrder());

  Verdict verdict() {
    return evidence.verdict();
  }

  /** How long clients saw errors, over all drills. */
  Duration errors() {
    return evidence.drills().stream()
        .flatMap(each -> each.outages().stream())
        .map(Outage::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The same, of a run that lacks something. */
  SeedRun brokenOff(String why) {
    return new SeedRun(seed, evidence.brokenOff(why));
  }
}
