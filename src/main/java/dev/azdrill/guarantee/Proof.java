package dev.azdrill.guarantee;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.network.Trace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a claim, and on what that rests.
 *
 * @param because one sentence for people
 * @param note what is to be said beside it although the claim holds
 * @param findings every subject that was looked at
 */
public record Proof(
    Guarantee guarantee,
    GuaranteeVerdict verdict,
    String because,
    Optional<String> note,
    List<Finding> findings) {
  public Proof {
    findings = List.copyOf(findings);
  }

  static Proof of(Guarantee guarantee, List<Finding> findings) {
    for (GuaranteeVerdict worst : List.of(GuaranteeVerdict.VIOLATED, GuaranteeVerdict.UNKNOWN)) {
      List<Finding> such = findings.stream().filter(f -> f.verdict() == worst).toList();
      if (!such.isEmpty()) {
        String more = such.size() == 1 ? "" : " (and " + (such.size() - 1) + " more like it)";
        return new Proof(guarantee, worst, such.get(0) + more, Optional.empty(), findings);
      }
    }
    if (findings.isEmpty()) {
      return new Proof(
          guarantee,
          GuaranteeVerdict.UNKNOWN,
          "there is nothing that the claim is about",
          Optional.empty(),
          findings);
    }
    String sentence = guarantee.conclusion() + " (" + findings.size() + " looked at)";
    return new Proof(guarantee, GuaranteeVerdict.PROVEN, sentence, note(findings), findings);
  }

  private static Optional<String> note(List<Finding> findings) {
    String all =
        findings.stream()
            .flatMap(each -> each.notes().stream().map(note -> each.subject() + ": " + note))
            .collect(Collectors.joining("; "));
    return Optional.of(all).filter(text -> !text.isEmpty());
  }

  public boolean proven() {
    return verdict == GuaranteeVerdict.PROVEN;
  }

  /** The packet that shows why the claim does not hold, where one does. */
  public Optional<Trace> counterexample() {
    return findings.stream()
        .filter(finding -> finding.verdict() == GuaranteeVerdict.VIOLATED)
        .flatMap(finding -> finding.trace().stream())
        .findFirst();
  }

  /** As reports are made of it. */
  public ProofRecord record() {
    return new ProofRecord(
        guarantee.id(),
        guarantee.statement(),
        verdict,
        because,
        note,
        Optional.of(guarantee.advice()),
        guarantee.controls().stream().map(Control::toString).toList(),
        findings.stream()
            .filter(each -> each.verdict() != GuaranteeVerdict.PROVEN)
            .map(Finding::record)
            .toList());
  }
}
