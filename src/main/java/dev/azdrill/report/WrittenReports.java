package dev.azdrill.report;

import dev.azdrill.evidence.RunEvidence;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of the reports of a run.
 *
 * @param files those that were written, in the order HTML, JSON, JUnit
 * @param failures a sentence for each that was not
 */
public record WrittenReports(List<Path> files, List<String> failures) {
  public WrittenReports {
    files = List.copyOf(files);
    failures = List.copyOf(failures);
  }

  /** What the run comes to: one whose reports are not all there proves nothing that is good. */
  public RunEvidence judged(RunEvidence evidence) {
    return failures.isEmpty() ? evidence : evidence.brokenOff(String.join("; ", failures));
  }
}
