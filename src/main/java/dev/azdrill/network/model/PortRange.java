package dev.azdrill.network.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Ports from one to another, both included.
 *
 * @param from at least 0
 * @param to at most 65535, not less than {@code from}
 */
public record PortRange(int from, int to) {
  public static final PortRange ALL = new PortRange(0, 65535);

  /**
   * From where load balancers, NAT gateways and clients that nobody knows send.
   *
   * <p>See <a
   * href="https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports">Ephemeral
   * ports</a>.
   */
  public static final PortRange EPHEMERAL = new PortRange(1024, 65535);

  public PortRange {
    if (from < 0 || to > 65535 || from > to) {
      throw new IllegalArgumentException(
          "expected ports from 0 to 65535 in order, saw " + from + "-" + to);
    }
  }

  /** One port. */
  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  public boolean contains(int port) {
    return from <= port && port <= to;
  }

  /** Whether they share a port. */
  public boolean overlaps(PortRange other) {
    return from <= other.to && other.from <= to;
  }

  /** What both have; only for ranges that {@linkplain #overlaps overlap}. */
  public PortRange and(PortRange other) {
    return new PortRange(Math.max(from, other.from), Math.min(to, other.to));
  }

  /** What is left of this without the other: none, one or two ranges. */
  public List<PortRange> minus(PortRange other) {
    if (!overlaps(other)) {
      return List.of(this);
    }
    List<PortRange> left = new ArrayList<>(2);
    if (from < other.from) {
      left.add(new PortRange(from, other.from - 1));
    }
    if (to > other.to) {
      left.add(new PortRange(other.to + 1, to));
    }
    return left;
  }

  /** {@code 443}, {@code 1024-65535}. */
  @Override
  public String toString() {
    return from == to ? Integer.toString(from) : from + "-" + to;
  }
}
