package dev.azdrill.evidence;

import java.util.List;

/**
 * One guarantee as it was judged.
 *
 * @param id the guarantee's
 * @param statement what is claimed
 * @param verdict what became of it
 * @param reason one sentence
 * @param controls the controls that it answers, with framework and version
 */
public record ProofRecord(
    String id, String statement, GuaranteeVerdict verdict, String reason, List<String> controls) {
  public ProofRecord {
    controls = List.copyOf(controls);
  }
}
