package dev.azdrill.steps;

import dev.azdrill.inventory.Inventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The architectures of one scenario, in the order in which they were named. Not thread-safe. */
final class Architectures {
  private final Map<String, Described> all = new LinkedHashMap<>();

  /**
   * One of them, as it was described last.
   *
   * @param whole all that stands in its VPC
   * @param drilled what of it drills work on and watch
   */
  record Described(Inventory whole, Inventory drilled) {}

  void put(String name, Described described) {
    all.put(name, described);
  }

  /** Empty where no step has named it. */
  Optional<Described> of(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** The one that was named first: faults are injected into it. Empty where none was named. */
  Optional<Described> first() {
    return all.values().stream().findFirst();
  }

  List<String> names() {
    return List.copyOf(all.keySet());
  }
}
