package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import java.util.Optional;

/** Impairments as far as the platform has them; the others say what is lacking. */
final class GuardedImpairments implements ImpairmentPort {
  private final Capabilities capabilities;
  private final Optional<ImpairmentPort> port;

  GuardedImpairments(Capabilities capabilities, Optional<ImpairmentPort> port) {
    this.capabilities = capabilities;
    this.port = port;
  }

  @Override
  public Impairment resolve(Impairment wanted) {
    return through(wanted).resolve(wanted);
  }

  @Override
  public void impose(Impairment resolved) {
    through(resolved).impose(resolved);
  }

  @Override
  public void lift(Impairment resolved) {
    through(resolved).lift(resolved);
  }

  @Override
  public long effects(Impairment resolved) {
    return through(resolved).effects(resolved);
  }

  @Override
  public boolean outlivesProcess() {
    return port.filter(ImpairmentPort::outlivesProcess).isPresent();
  }

  @Override
  public boolean holds(Impairment resolved) {
    return port.filter(each -> each.holds(resolved)).isPresent();
  }

  private ImpairmentPort through(Impairment impairment) {
    capabilities.require(impairment.ability());
    return port.orElseThrow();
  }
}
