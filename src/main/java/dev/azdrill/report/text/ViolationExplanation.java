package dev.azdrill.report.text;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.Verdict;
import java.util.List;
import java.util.regex.Pattern;

/** Which guarantees explain why a drill did not pass. */
public final class ViolationExplanation {
  private ViolationExplanation() {}

  /**
   * Those of {@code proofs} that do not hold and that the drill names: by id in its reason or as
   * the guarantee behind a cause, or because it judged them itself with the same outcome. Empty for
   * a drill that passed.
   */
  public static List<ProofRecord> of(DrillRecord drill, List<ProofRecord> proofs) {
    return drill.verdict() == Verdict.PASSED
        ? List.of()
        : proofs.stream()
            .filter(each -> each.verdict() != GuaranteeVerdict.PROVEN && names(drill, each))
            .toList();
  }

  private static boolean names(DrillRecord drill, ProofRecord proof) {
    return says(drill.reason(), proof.id())
        || drill.causes().stream()
            .flatMap(each -> each.guarantee().stream())
            .anyMatch(each -> each.id().equals(proof.id()))
        || drill.proofs().stream()
            .anyMatch(each -> each.id().equals(proof.id()) && each.verdict() == proof.verdict());
  }

  /** Whether a text has an id in it that is not part of a longer one. */
  private static boolean says(String text, String id) {
    return !id.isEmpty()
        && Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])").matcher(text).find();
  }
}
