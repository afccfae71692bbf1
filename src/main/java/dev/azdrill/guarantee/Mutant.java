package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import java.util.function.UnaryOperator;

/**
 * A way to break a sound topology so that a claim no longer holds.
 *
 * @param name what somebody did, for people
 * @param change makes the broken inventory from a sound one
 */
public record Mutant(String name, UnaryOperator<Inventory> change) {
  /** The broken topology. */
  public Inventory of(Inventory sound) {
    return change.apply(sound);
  }
}
