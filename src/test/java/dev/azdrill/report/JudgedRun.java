package dev.azdrill.report;

import dev.azdrill.evidence.Advice;
import dev.azdrill.evidence.FindingRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.TestJournal;
import java.util.List;
import java.util.Optional;

/** A check that proves one guarantee, finds one violated twice, and cannot judge a third. */
public final class JudgedRun {
  private JudgedRun() {}

  private static ProofRecord proof(
      String id, GuaranteeVerdict verdict, String reason, FindingRecord... findings) {
    return new ProofRecord(
        id,
        "what " + id + " says",
        verdict,
        reason,
        Optional.empty(),
        Optional.of(new Advice("Why " + id + " matters.", "Set " + id + "=true.")),
        List.of("NIST SP 800-53 Rev. 5: SC-7"),
        List.of(findings));
  }

  /** What is known of it. */
  public static RunEvidence evidence(boolean isStrict) {
    RunHeader plain = TestJournal.header("check");
    RunHeader header =
        new RunHeader(
            plain.title(),
            plain.platform(),
            plain.answeredBy(),
            plain.virtualTime(),
            RunHeader.TrafficSource.NONE,
            plain.seed(),
            "java -jar azdrill.jar check --stack shop",
            isStrict,
            plain.capabilities(),
            Optional.of("shop"),
            Optional.of(RunHeader.Only.GUARANTEES));
    return new TestJournal()
        .note(0, new Observation.RunBegun(header))
        .note(
            1,
            new Observation.GuaranteeJudged(
                proof("encrypted", GuaranteeVerdict.PROVEN, "all is encrypted (2 looked at)")))
        .note(
            1,
            new Observation.GuaranteeJudged(
                proof(
                    "private",
                    GuaranteeVerdict.VIOLATED,
                    "i-1 is reached (and 1 more like it)",
                    new FindingRecord(
                        "i-1",
                        GuaranteeVerdict.VIOLATED,
                        "is reached",
                        List.of("tcp 192.0.2.1 -> 10.0.0.4:22", "  DELIVERED: it arrived")),
                    new FindingRecord("i-2", GuaranteeVerdict.VIOLATED, "is reached", List.of()))))
        .note(
            1,
            new Observation.GuaranteeJudged(
                proof(
                    "replaced",
                    GuaranteeVerdict.UNKNOWN,
                    "images were not read",
                    new FindingRecord(
                        "images", GuaranteeVerdict.UNKNOWN, "were not read", List.of()))))
        .evidence();
  }
}
