package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.World;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The managed policies that there are: the account's own, and those that AWS manages. */
final class Policies {
  private final World world;
  private final Roles roles;
  private final Map<String, PolicyRecord> own = new TreeMap<>();
  private Optional<Map<String, PolicyRecord>> ofAws = Optional.empty();

  Policies(World world, Roles roles) {
    this.world = world;
    this.roles = roles;
  }

  /** Read when somebody asks for one: most regions are never asked. */
  private Map<String, PolicyRecord> ofAws() {
    Map<String, PolicyRecord> known = ofAws.orElseGet(() -> AwsManagedPolicies.of(world));
    ofAws = Optional.of(known);
    return known;
  }

  Optional<PolicyRecord> find(String arn) {
    PolicyRecord found = own.get(arn);
    return Optional.ofNullable(found == null ? ofAws().get(arn) : found);
  }

  PolicyRecord one(String arn) {
    return find(arn).orElseThrow(() -> IamErrors.policyNotFound(arn));
  }

  /** One that the account may change. */
  PolicyRecord changeable(String arn) {
    PolicyRecord found = one(arn);
    if (found.isOfAws()) {
      throw IamErrors.policyOfAws(arn);
    }
    return found;
  }

  /** The account's own. */
  Collection<PolicyRecord> own() {
    return own.values();
  }

  /** The account's own, and then AWS's. */
  Stream<PolicyRecord> all() {
    return Stream.concat(own.values().stream(), ofAws().values().stream());
  }

  void add(PolicyRecord policy) {
    own.put(policy.arn(), policy);
  }

  void remove(PolicyRecord policy) {
    own.remove(policy.arn());
  }

  /** How many roles it is attached to. */
  int attachments(PolicyRecord policy) {
    return (int) roles.all().stream().filter(r -> r.attached().contains(policy.arn())).count();
  }
}
