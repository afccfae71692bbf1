package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.network.RoundTrip;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether connections work between two places, as far as the network's description decides it.
 *
 * @param isOpen there, and back to every port that the sender may use
 * @param receiver the network interface at the other end, where anything arrived
 * @param zones through which the packets pass: without power in one of them, nothing does
 */
record Path(boolean isOpen, Optional<String> receiver, List<String> zones) {
  Path {
    zones = List.copyOf(zones);
  }

  static Path of(RoundTrip trip) {
    List<String> zones =
        Stream.concat(
                trip.forward().hops().stream(),
                trip.back().stream().flatMap(back -> back.hops().stream()))
            .flatMap(hop -> hop.zone().stream())
            .distinct()
            .toList();
    return new Path(trip.connects(), trip.forward().receiver(), zones);
  }

  /** Whether a connection works now. */
  boolean carries(Power power) {
    return isOpen && power.isIn(zones);
  }

  /** What stops a connection that does not work. */
  Cause.Obstacle obstacle() {
    return isOpen ? Cause.Obstacle.POWER : Cause.Obstacle.NETWORK;
  }
}
