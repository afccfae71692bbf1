package dev.azdrill.simulator.dataplane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One client outside the VPC: its address, and what DNS told it. */
final class Client {
  private final String address;
  private final double freshness;
  private int turn;
  private List<String> names = List.of();
  private Instant forgets = Instant.MIN;
  private boolean asked;

  /**
   * A client that knows nothing yet.
   *
   * @param address public IPv4
   * @param turn with which of several DNS answers it begins
   * @param freshness how much of its TTL the first answer still has, from 0 to 1: the client's
   *     resolver may have known it before
   */
  Client(String address, int turn, double freshness) {
    this.address = address;
    this.turn = turn;
    this.freshness = freshness;
  }

  String address() {
    return address;
  }

  /**
   * The address to send the next request to: DNS's answers in turn, remembered for their TTL; empty
   * when DNS has none.
   */
  Optional<String> next(Instant now, Duration ttl, Supplier<List<String>> dns) {
    if (names.isEmpty() || !now.isBefore(forgets)) {
      names = dns.get();
      forgets = now.plus(asked ? ttl : left(ttl));
      asked = true;
    }
    Optional<String> chosen = choose(names);
    turn++;
    return chosen;
  }

  /** The one of these whose turn it is. */
  Optional<String> choose(List<String> addresses) {
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(addresses.get(Math.floorMod(turn, addresses.size())));
  }

  private Duration left(Duration ttl) {
    return Duration.ofMillis(Math.round(ttl.toMillis() * freshness));
  }
}
