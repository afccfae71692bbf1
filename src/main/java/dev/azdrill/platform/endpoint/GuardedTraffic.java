package dev.azdrill.platform.endpoint;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.TrafficPort;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Clients as far as the platform has them; who has none says why. */
final class GuardedTraffic implements TrafficPort {
  private final Capabilities capabilities;
  private final Optional<TrafficPort> port;

  GuardedTraffic(Capabilities capabilities, Optional<TrafficPort> port) {
    this.capabilities = capabilities;
    this.port = port;
  }

  @Override
  public Clients start(Plan plan, Consumer<Exchange> sink) {
    capabilities.require(Ability.TRAFFIC);
    return port.orElseThrow().start(plan, sink);
  }

  @Override
  public ReadBack read(Plan plan, Collection<String> ids) {
    capabilities.require(Ability.TRAFFIC);
    return port.orElseThrow().read(plan, ids);
  }

  @Override
  public TrafficSource source() {
    return port.map(TrafficPort::source).orElse(TrafficSource.NONE);
  }
}
