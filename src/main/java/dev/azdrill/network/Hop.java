package dev.azdrill.network;

import java.util.Objects;
import java.util.Optional;

/**
 * One place on a packet's way.
 *
 * @param component what sort of place
 * @param id its id; {@code internet} outside
 * @param subnet the subnet at whose edge or in which it stands; empty for what stands in none
 * @param zone the zone that it stands in; empty for what stands in none, or where nobody knows
 * @param direction as seen from the subnet or interface behind it
 * @param decidedBy the rule, entry or route that decided, as AWS names it; empty when none did
 * @param text what happened here, for people
 */
public record Hop(
    Component component,
    String id,
    Optional<String> subnet,
    Optional<String> zone,
    Direction direction,
    Optional<String> decidedBy,
    String text) {
  public Hop {
    // A file that somebody changed may leave out what AWS always says.
    Objects.requireNonNull(id, "expected a place with an id");
  }

  /** The id of everything outside. */
  static final String INTERNET = "internet";

  /** What sort of place. */
  public enum Component {
    INTERNET,
    INTERNET_GATEWAY,
    NAT_GATEWAY,
    NETWORK_INTERFACE,
    SECURITY_GROUP,
    NETWORK_ACL,
    ROUTE_TABLE,
    /** Of a load balancer: whether anything listens on the port. */
    LISTENER
  }

  /** Which way a packet passes. */
  public enum Direction {
    INGRESS,
    EGRESS
  }

  @Override
  public String toString() {
    return id + " " + text;
  }
}
