package dev.azdrill.platform.simulator;

import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.Fact;

/** Impairments as facts of the region's world: imposing establishes one, lifting clears it. */
public final class FactImpairments implements ImpairmentPort {
  private static final Impairment.Reader<Fact> FACTS = new ImpairingFacts();

  private final Region region;

  public FactImpairments(Region region) {
    this.region = region;
  }

  @Override
  public Impairment resolve(Impairment wanted) {
    return wanted;
  }

  @Override
  public void impose(Impairment resolved) {
    change(() -> region.facts().establish(resolved.accept(FACTS)));
  }

  @Override
  public void lift(Impairment resolved) {
    change(() -> region.facts().clear(resolved.accept(FACTS)));
  }

  @Override
  public long effects(Impairment resolved) {
    Fact fact = resolved.accept(FACTS);
    return region.kernel().write(() -> region.facts().effects(fact));
  }

  private void change(Runnable change) {
    region
        .kernel()
        .write(
            () -> {
              change.run();
              return true;
            });
  }
}
