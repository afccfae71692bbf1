package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What no API changes: it holds for the time of the action. */
record InjectedFacts(Facts world, List<Fact> facts, Duration duration) implements Effect {
  @Override
  public Optional<Duration> begin() {
    facts.forEach(world::establish);
    return Optional.of(duration);
  }

  @Override
  public boolean end() {
    facts.forEach(world::clear);
    return true;
  }
}
