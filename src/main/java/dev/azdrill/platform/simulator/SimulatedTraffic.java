package dev.azdrill.platform.simulator;

import dev.azdrill.platform.TrafficPort;
import dev.azdrill.simulator.world.ClientTraffic;
import java.util.function.Consumer;

/** Clients that the region's data plane plays. What they see is simulated, never measured. */
public final class SimulatedTraffic implements TrafficPort {
  private static final int SERVER_ERROR = 500;

  private final ClientTraffic clients;

  public SimulatedTraffic(ClientTraffic clients) {
    this.clients = clients;
  }

  @Override
  public Clients start(Plan plan, Consumer<Exchange> sink) {
    Runnable stop =
        clients.start(
            new ClientTraffic.Plan(
                plan.host(),
                plan.tls(),
                plan.path(),
                plan.clients(),
                plan.interval(),
                plan.requestsPerSecond()),
            exchange -> sink.accept(seen(exchange)));
    return stop::run;
  }

  @Override
  public String fidelity() {
    return "simulated";
  }

  private static Exchange seen(ClientTraffic.Exchange exchange) {
    return new Exchange(
        exchange.at(),
        exchange.took(),
        exchange.outcome(),
        isSuccess(exchange.outcome()),
        exchange.zone(),
        exchange.instanceId());
  }

  /** An outcome is a status, or a word for what came instead of one. */
  private static boolean isSuccess(String outcome) {
    return Character.isDigit(outcome.charAt(0)) && Integer.parseInt(outcome) < SERVER_ERROR;
  }
}
