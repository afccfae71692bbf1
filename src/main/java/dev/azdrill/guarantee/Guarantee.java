package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A claim, and how it is proven.
 *
 * @param id short and stable, for tools
 * @param statement as auditors say it: what stands behind "guarantees that"
 * @param conclusion what is known when it is proven
 * @param advice for who finds it violated
 * @param controls the controls that it answers; some claims answer none, because no framework asks
 * @param restsOn the kinds without which nothing can be told
 * @param check looks at every subject
 * @param mutants broken topologies on which the claim must fail
 */
public record Guarantee(
    String id,
    String statement,
    String conclusion,
    Advice advice,
    List<Control> controls,
    List<Kind<?>> restsOn,
    Function<Inventory, List<Finding>> check,
    List<Mutant> mutants) {
  public Guarantee {
    controls = List.copyOf(controls);
    restsOn = List.copyOf(restsOn);
    mutants = List.copyOf(mutants);
  }

  /**
   * Judges what is described. Nothing is proven by a kind that was not read: neither by one that
   * the claim rests on, nor by one that the check asked for without saying so.
   */
  public Proof prove(Inventory inventory) {
    List<Finding> unread = unread(restsOn, inventory);
    if (!unread.isEmpty()) {
      return Proof.of(this, unread);
    }
    Set<Kind<?>> asked = new LinkedHashSet<>();
    List<Finding> findings = new ArrayList<>(checked(inventory.telling(asked::add)));
    findings.addAll(unread(asked, inventory));
    return Proof.of(this, findings);
  }

  /** AWS always says what a check asks for. A file that somebody changed may not. */
  private List<Finding> checked(Inventory inventory) {
    try {
      return check.apply(inventory);
    } catch (NullPointerException | IllegalArgumentException incomplete) {
      return List.of(
          Finding.unknown(
              "what is described", "lacks something that AWS always says, or says it otherwise"));
    }
  }

  private static List<Finding> unread(Collection<Kind<?>> kinds, Inventory inventory) {
    return kinds.stream()
        .filter(kind -> !inventory.knows(kind))
        .map(
            kind ->
                Finding.unknown(
                    kind.toString(),
                    "were not read" + inventory.unread(kind).map(why -> ": " + why).orElse("")))
        .toList();
  }

  @Override
  public String toString() {
    return statement;
  }
}
