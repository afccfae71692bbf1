package dev.azdrill.evidence;

import java.util.List;
import java.util.Optional;

/**
 * One guarantee as it was judged.
 *
 * @param id the guarantee's
 * @param statement what is claimed
 * @param verdict what became of it
 * @param reason one sentence
 * @param note what is to be said beside it although the claim holds
 * @param advice for who finds it violated; empty where none was given
 * @param controls the controls that it answers, with framework and version
 * @param findings why it was not proven, of each subject; none where it was
 */
public record ProofRecord(
    String id,
    String statement,
    GuaranteeVerdict verdict,
    String reason,
    Optional<String> note,
    Optional<Advice> advice,
    List<String> controls,
    List<FindingRecord> findings) {
  public ProofRecord {
    controls = List.copyOf(controls);
    findings = List.copyOf(findings);
  }

  /** One of which nothing more is to be said. */
  public static ProofRecord plain(
      String id, String statement, GuaranteeVerdict verdict, String reason, List<String> controls) {
    return new ProofRecord(
        id, statement, verdict, reason, Optional.empty(), Optional.empty(), controls, List.of());
  }

  /** What makes it hold, where it is violated. */
  public Optional<String> remediation() {
    return verdict == GuaranteeVerdict.VIOLATED
        ? advice.map(Advice::remediation)
        : Optional.empty();
  }

  /** The reason, and what is to be said beside it. */
  public String explanation() {
    return reason + note.map(more -> "; " + more).orElse("");
  }
}
