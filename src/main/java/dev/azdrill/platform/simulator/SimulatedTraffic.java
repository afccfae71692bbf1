package dev.azdrill.platform.simulator;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.simulator.world.ClientTraffic;
import java.util.Collection;
import java.util.function.Consumer;

/** Clients that the region's data plane plays. What they see is simulated, never measured. */
public final class SimulatedTraffic implements TrafficPort {
  private final ClientTraffic clients;

  public SimulatedTraffic(ClientTraffic clients) {
    this.clients = clients;
  }

  @Override
  public Clients start(Plan plan, Consumer<Exchange> sink) {
    return clients.start(inRegion(plan), sink)::run;
  }

  @Override
  public ReadBack read(Plan plan, Collection<String> ids) {
    return clients.read(inRegion(plan), ids);
  }

  @Override
  public TrafficSource source() {
    return TrafficSource.SIMULATED;
  }

  private static ClientTraffic.Plan inRegion(Plan plan) {
    return new ClientTraffic.Plan(
        plan.host(),
        plan.tls(),
        plan.path(),
        plan.clients(),
        plan.interval(),
        plan.requestsPerSecond());
  }
}
