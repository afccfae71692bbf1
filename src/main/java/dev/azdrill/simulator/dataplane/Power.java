package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Facts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which zones have power: the facts, made quick to ask for every packet. */
final class Power {
  private final Set<String> without = new HashSet<>();

  Power(Facts facts) {
    facts.all().forEach(fact -> changed(fact, true));
    facts.watch(this::changed);
  }

  /** Whether all of these zones have power. */
  boolean isIn(List<String> zones) {
    if (without.isEmpty()) {
      return true;
    }
    for (String zone : zones) {
      if (without.contains(zone)) {
        return false;
      }
    }
    return true;
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneWithoutPower cut) {
      if (holds) {
        without.add(cut.zone());
      } else {
        without.remove(cut.zone());
      }
    }
  }
}
