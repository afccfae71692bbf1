package dev.azdrill.platform;

import dev.azdrill.evidence.Capability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a platform can do, found out by asking it: who answers each service, and what can be broken
 * there.
 *
 * @param implementation who stands behind the platform's address: {@code localstack 4.14.0}
 * @param services by the name that requests are signed for: {@code ec2}, {@code autoscaling}
 * @param abilities what else it can do
 */
public record Capabilities(
    String implementation, Map<String, Provider> services, Map<Ability, Provider> abilities) {
  public Capabilities {
    services = Collections.unmodifiableMap(new TreeMap<>(services));
    EnumMap<Ability, Provider> all = new EnumMap<>(Ability.class);
    for (Ability ability : Ability.values()) {
      all.put(ability, new Provider.Absent("not supported by this platform"));
    }
    all.putAll(abilities);
    abilities = Collections.unmodifiableMap(all);
  }

  /** Who answers this service. */
  public Provider service(String signingName) {
    return services.getOrDefault(signingName, new Provider.Absent("not probed"));
  }

  /** Who has this ability. */
  public Provider ability(Ability ability) {
    return abilities.getOrDefault(ability, new Provider.Absent("not supported by this platform"));
  }

  /**
   * Sees to it that all of these services are there.
   *
   * @throws MissingCapability when one is not
   */
  public void require(Collection<String> signingNames) {
    for (String name : signingNames) {
      require(name, service(name));
    }
  }

  /**
   * Sees to it that this ability is there.
   *
   * @throws MissingCapability when it is not
   */
  public void require(Ability ability) {
    require(ability.words(), ability(ability));
  }

  private void require(String what, Provider provider) {
    if (provider instanceof Provider.Absent absent) {
      throw new MissingCapability(implementation + " lacks " + what + ": " + absent.reason());
    }
  }

  /** Each service and ability with who has it, for people and for the evidence. */
  public List<Capability> offers() {
    List<Capability> offers = new ArrayList<>();
    services.forEach((name, provider) -> offers.add(new Capability(name, provider.line())));
    abilities.forEach((ability, has) -> offers.add(new Capability(ability.words(), has.line())));
    return offers;
  }

  /** The same, a line each, in columns. */
  public List<String> lines() {
    List<Capability> offers = offers();
    int width = offers.stream().mapToInt(offer -> offer.what().length()).max().orElse(0) + 2;
    return offers.stream()
        .map(offer -> offer.what() + " ".repeat(width - offer.what().length()) + offer.provider())
        .toList();
  }
}
