package dev.azdrill.drill;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.GuaranteeRef;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a drill missed what it expected: every cause that follows from what is described and from
 * what was seen, and for each the violated guarantee that says the same of the configuration. It
 * makes no calls and guesses nothing: where nothing is known, it is empty.
 */
final class Diagnosis {
  /** The guarantees behind the causes, by their ids. */
  static final Map<CauseKind, String> GUARANTEES =
      Map.of(
          CauseKind.PORT_NOT_ADMITTED, "application-admits-only-load-balancer",
          CauseKind.PROCESSES_SUSPENDED, "unhealthy-instances-are-replaced",
          CauseKind.HEALTH_CHECKS_IGNORED, "unhealthy-instances-are-replaced",
          CauseKind.GROUP_IN_LOST_ZONES, "tiers-span-zones",
          CauseKind.SINGLE_INSTANCE, "tiers-span-zones",
          CauseKind.NO_STANDBY, "tiers-span-zones",
          CauseKind.NAT_GATEWAY_LOST, "outbound-through-own-zone",
          CauseKind.NO_WAY_OUT, "outbound-through-own-zone");

  private final DiagnosisFacts facts;

  private Diagnosis(DiagnosisFacts facts) {
    this.facts = facts;
  }

  /** The causes, the nearest to the configuration first; none when nothing was missed. */
  static List<FailureCause> of(DiagnosisFacts facts) {
    return facts.isEmpty() ? List.of() : new Diagnosis(facts).causes();
  }

  private List<FailureCause> causes() {
    List<FailureCause> causes = new ArrayList<>();
    causes.addAll(new NetworkCauses(facts).causes());
    causes.addAll(new GroupCauses(facts).causes());
    causes.addAll(new TrafficCauses(facts).causes(causes));
    List<Proof> proofs = Guarantees.prove(facts.described());
    return causes.stream().map(each -> linked(each, proofs)).toList();
  }

  private static FailureCause linked(FailureCause cause, List<Proof> proofs) {
    Optional<GuaranteeRef> guarantee =
        proofs.stream()
            .filter(each -> each.guarantee().id().equals(GUARANTEES.get(cause.kind())))
            .filter(each -> each.verdict() == GuaranteeVerdict.VIOLATED)
            .map(each -> new GuaranteeRef(each.guarantee().id(), each.guarantee().statement()))
            .findFirst();
    return new FailureCause(cause.kind(), cause.subject(), cause.explanation(), guarantee);
  }

  /** A cause whose guarantee is not looked for yet. */
  static FailureCause cause(CauseKind kind, String subject, String explanation) {
    return new FailureCause(kind, subject, explanation, Optional.empty());
  }
}
