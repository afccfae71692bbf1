package dev.azdrill.contract;

import dev.azdrill.evidence.Strength;
import dev.azdrill.guarantee.Guarantee;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that can be tested on a platform, or not.
 *
 * @param source the feature that says it; empty text for a guarantee of the catalogue
 * @param statement what is claimed
 * @param services that it takes
 * @param abilities that it takes
 * @param strengths how strong what is seen is
 */
record Claim(
    String source,
    String statement,
    Set<String> services,
    Set<Ability> abilities,
    Set<Strength> strengths) {
  /** Services whose SDK package is called otherwise than they are signed for. */
  private static final Map<String, String> SIGNED =
      Map.of("elasticloadbalancingv2", "elasticloadbalancing", "cloudwatch", "monitoring");

  /** The guarantees: they take what describes the kinds that they rest on. */
  static List<Claim> guarantees() {
    return Guarantees.all().stream().map(Claim::of).toList();
  }

  private static Claim of(Guarantee guarantee) {
    Set<String> services = new TreeSet<>();
    guarantee.restsOn().forEach(kind -> services.add(service(kind)));
    return new Claim(
        "",
        guarantee.statement(),
        services,
        EnumSet.noneOf(Ability.class),
        EnumSet.of(Strength.CONFIGURATION_PROOF));
  }

  private static String service(Kind<?> kind) {
    String[] parts = kind.type().getPackageName().split("\\.", -1);
    String sdk = parts[parts.length - 2];
    return SIGNED.getOrDefault(sdk, sdk);
  }

  /** What it takes and a subject lacks. */
  List<String> missing(Expected expected) {
    List<String> wanted = wanted();
    wanted.removeAll(expected.there());
    return wanted;
  }

  /** Whether azdrill has some of what it takes in the subject's place. */
  boolean isCompletedOn(Expected expected) {
    return wanted().stream().anyMatch(expected.completed()::contains);
  }

  private List<String> wanted() {
    List<String> wanted = new ArrayList<>(services);
    abilities.forEach(each -> wanted.add(each.words()));
    return wanted;
  }
}
