package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import java.util.List;
import java.util.Optional;

/** The catalogue. */
public final class Guarantees {
  private static final List<Guarantee> ALL =
      List.of(
          OnlyTheLoadBalancer.guarantee(),
          NoPublicAddress.guarantee(),
          TierAdmission.ofApplication(),
          TierAdmission.ofDatabase(),
          DatabaseIsolation.guarantee(),
          OutboundPerZone.guarantee(),
          Zones.guarantee(),
          ElbHealthChecks.guarantee(),
          Https.guarantee(),
          WebAclOnLoadBalancer.guarantee(),
          SessionTokens.guarantee(),
          Encryption.guarantee());

  private Guarantees() {}

  /** All claims, in the order in which reports show them. */
  public static List<Guarantee> all() {
    return ALL;
  }

  /** The claim with this id. */
  public static Optional<Guarantee> named(String id) {
    return ALL.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The claim with this statement, as features say it. */
  public static Optional<Guarantee> stated(String statement) {
    return ALL.stream().filter(each -> each.statement().equals(statement)).findFirst();
  }

  /** Judges all claims. */
  public static List<Proof> prove(Inventory inventory) {
    return ALL.stream().map(each -> each.prove(inventory)).toList();
  }
}
