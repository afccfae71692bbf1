package dev.azdrill.guarantee;

import dev.azdrill.evidence.FindingRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.network.Trace;
import java.util.List;
import java.util.Optional;

/**
 * What was found of one subject.
 *
 * @param subject what was looked at
 * @param verdict what that says about the claim
 * @param text one sentence for people
 * @param trace the packet that shows it, where one does
 * @param notes what is to be said of it although the claim holds, a sentence each
 */
public record Finding(
    String subject,
    GuaranteeVerdict verdict,
    String text,
    Optional<Trace> trace,
    List<String> notes) {
  public Finding {
    notes = List.copyOf(notes);
  }

  static Finding proven(String subject, String text) {
    return new Finding(subject, GuaranteeVerdict.PROVEN, text, Optional.empty(), List.of());
  }

  static Finding violated(String subject, String text) {
    return new Finding(subject, GuaranteeVerdict.VIOLATED, text, Optional.empty(), List.of());
  }

  static Finding unknown(String subject, String text) {
    return new Finding(subject, GuaranteeVerdict.UNKNOWN, text, Optional.empty(), List.of());
  }

  /** Proven if {@code holds}; unknown if that cannot be told. */
  static Finding of(String subject, Optional<Boolean> holds, String yes, String no, String open) {
    return holds
        .map(well -> well ? proven(subject, yes) : violated(subject, no))
        .orElseGet(() -> unknown(subject, open));
  }

  static Finding of(String subject, boolean holds, String yes, String no) {
    return of(subject, Optional.of(holds), yes, no, "");
  }

  Finding shownBy(Trace packet) {
    return new Finding(subject, verdict, text, Optional.of(packet), notes);
  }

  Finding noting(List<String> all) {
    return new Finding(subject, verdict, text, trace, all);
  }

  /** As reports are made of it. */
  FindingRecord record() {
    List<String> way = trace.map(each -> each.explain().lines().toList()).orElse(List.of());
    return new FindingRecord(subject, verdict, text, way);
  }

  @Override
  public String toString() {
    return subject + " " + text;
  }
}
