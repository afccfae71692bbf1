package dev.azdrill.feature;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.WrittenReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run of features that is over.
 *
 * @param evidence of all its scenarios, with the one verdict
 * @param executed how many scenarios were executed
 * @param isRed whether a scenario failed, so that whoever ran it knows
 * @param reports what was written
 */
public record FinishedRun(
    RunEvidence evidence, int executed, boolean isRed, WrittenReports reports) {
  /** The scenarios that were not executed, each with what the platform lacks. */
  public List<String> skipped() {
    return evidence.skipped().stream().map(each -> each.id() + ": " + each.reason()).toList();
  }

  /** What must fail the run although no scenario failed; empty when nothing must. */
  public Optional<String> complaint() {
    List<String> complaints = new ArrayList<>(reports.failures());
    if (evidence.verdict() != Verdict.PASSED && !isRed) {
      complaints.add(
          0, "the run is " + evidence.verdict() + ": " + String.join("; ", evidence.reasons()));
    }
    return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", complaints));
  }
}
