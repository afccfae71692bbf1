package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * One run of provisioning: what is wanted, and what earlier steps have found or made, by role.
 *
 * <p>Not thread-safe.
 */
final class Construction {
  private final Work work;
  private final Blueprint blueprint;
  private final String run;
  private final Map<String, String> found;

  private Construction(Work work, Blueprint blueprint, String run, Map<String, String> found) {
    this.work = work;
    this.blueprint = blueprint;
    this.run = run;
    this.found = found;
  }

  static Construction begin(Work work, Blueprint blueprint, String run) {
    return new Construction(work, blueprint, run, new TreeMap<>());
  }

  /** The same run, seen by another step. */
  Construction in(Work other) {
    return new Construction(other, blueprint, run, found);
  }

  Work work() {
    return work;
  }

  AwsSession aws() {
    return work.aws();
  }

  Blueprint blueprint() {
    return blueprint;
  }

  /** The name of the thing that has this role. */
  String name(String role) {
    return work.labels().name(role);
  }

  /** The tags of the thing that has this role. */
  <T> List<T> tags(String role, BiFunction<String, String, T> tag) {
    return work.labels().tags(run, role, tag);
  }

  /** Remembers what has this role. */
  void found(String role, String id) {
    found.put(role, id);
  }

  /** What has this role, when an earlier step has met it. */
  Optional<String> maybe(String role) {
    return Optional.ofNullable(found.get(role));
  }

  /** What has this role: an earlier step has found or made it. */
  String id(String role) {
    return maybe(role)
        .orElseThrow(() -> new IllegalStateException("no step before this one met " + role));
  }

  /** The last letter of each zone's name: what tells roles of different zones apart. */
  List<String> letters() {
    return blueprint.zones().stream()
        .map(zone -> zone.substring(blueprint.region().length()))
        .toList();
  }

  /** The role of a tier's subnet in a zone: {@code public-subnet-a}. */
  static String subnetRole(Tier tier, String letter) {
    return tier.word() + "-subnet-" + letter;
  }

  /** The subnets of a tier, in the order of the zones; empty when there are none. */
  List<String> subnets(Tier tier) {
    List<String> ids = new ArrayList<>();
    if (blueprint.network().has(tier)) {
      letters().forEach(letter -> ids.add(id(subnetRole(tier, letter))));
    }
    return ids;
  }
}
