package dev.azdrill.drill;

import dev.azdrill.fault.StackConfiguration;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a stack that several scenarios share must be like before each: configured as it was
 * provisioned, and as large. Instances come and go and are no part of it.
 */
public final class Baseline {
  private final StackConfiguration provisioned;
  private final Set<String> sizes;

  /**
   * @param provisioned the stack right after it was provisioned
   */
  public Baseline(Inventory provisioned) {
    this.provisioned = StackConfiguration.of(provisioned);
    this.sizes = sizes(provisioned);
  }

  /** How a stack differs from it, in a sentence; empty when it does not. */
  public Optional<String> differenceOf(Inventory now) {
    List<String> differences = StackConfiguration.of(now).differencesFrom(provisioned);
    if (!differences.isEmpty()) {
      return Optional.of(differences.get(0));
    }
    Set<String> after = sizes(now);
    return after.equals(sizes)
        ? Optional.empty()
        : Optional.of(
            "the Auto Scaling groups are not as they were: gone: "
                + sizes
                + ". new: "
                + after
                + ".");
  }

  private static Set<String> sizes(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    inventory
        .all(Kind.AUTO_SCALING_GROUP)
        .forEach(
            each -> all.add(each.autoScalingGroupName() + " desired " + each.desiredCapacity()));
    return all;
  }
}
