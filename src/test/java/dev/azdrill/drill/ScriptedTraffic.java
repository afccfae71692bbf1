package dev.azdrill.drill;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Clients whose exchanges are known in advance.
 *
 * @param exchanges what they see, in the order in which it ends
 * @param stored the writes that the application returns; empty when they cannot be read
 */
record ScriptedTraffic(List<Exchange> exchanges, Optional<Set<String>> stored)
    implements TrafficPort {
  ScriptedTraffic(List<Exchange> exchanges) {
    this(exchanges, Optional.of(Set.of()));
  }

  /** A request that was served at once. */
  static Exchange served(Instant at) {
    return answered(at, 200);
  }

  /** A request that was answered at once with this HTTP status. */
  static Exchange answered(Instant at, int status) {
    return exchange(at, Duration.ZERO, new Outcome.Answered(status), Optional.empty());
  }

  /** A write that was acknowledged at once. */
  static Exchange stored(Instant at, String id) {
    return exchange(at, Duration.ZERO, new Outcome.Answered(200), Optional.of(id));
  }

  /** A request that was given up. */
  static Exchange failed(Instant at, Duration took) {
    return exchange(at, took, Unanswered.TIMEOUT, Optional.empty());
  }

  private static Exchange exchange(
      Instant at, Duration took, Outcome outcome, Optional<String> write) {
    return new Exchange(
        at, took, write, outcome, Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public Clients start(Plan plan, Consumer<Exchange> sink) {
    exchanges.forEach(sink);
    return () -> {};
  }

  @Override
  public ReadBack read(Plan plan, Collection<String> ids) {
    return new ReadBack(
        stored.isPresent()
            ? served(Instant.EPOCH)
            : exchange(Instant.EPOCH, Duration.ZERO, new Outcome.Answered(500), Optional.empty()),
        stored);
  }

  @Override
  public TrafficSource source() {
    return TrafficSource.MEASURED;
  }
}
