package dev.azdrill.network.space;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All packets whose four numbers are in four ranges.
 *
 * @param source addresses
 * @param destination addresses
 * @param protocol numbers that IANA gave
 * @param port destination ports; of ICMP, its types
 */
public record Box(Range source, Range destination, Range protocol, Range port) {
  private static final Range ADDRESSES = of(Cidr.ALL);
  private static final Range PROTOCOLS = new Range(0, 255);

  /** Every packet. */
  public static final Box ALL = new Box(ADDRESSES, ADDRESSES, PROTOCOLS, of(PortRange.ALL));

  /** The addresses of a block. */
  public static Range of(Cidr block) {
    return new Range(block.first(), block.last());
  }

  /** Ports, or types of ICMP. */
  public static Range of(PortRange ports) {
    return new Range(ports.from(), ports.to());
  }

  /** The protocols that a rule's number is about; empty for a number that no protocol has. */
  public static Optional<Range> protocols(int rule) {
    if (rule == Protocol.ANY) {
      return Optional.of(PROTOCOLS);
    }
    return PROTOCOLS.contains(rule) ? Optional.of(new Range(rule, rule)) : Optional.empty();
  }

  /** The same from these addresses alone. */
  public Box from(Range sources) {
    return new Box(sources, destination, protocol, port);
  }

  /** The same to these addresses alone. */
  public Box to(Range destinations) {
    return new Box(source, destinations, protocol, port);
  }

  /** The same of these protocols and ports alone. */
  public Box carrying(Range protocols, Range ports) {
    return new Box(source, destination, protocols, ports);
  }

  /** Whether a packet with these numbers is in it. */
  public boolean contains(long from, long to, int carried, int portOrType) {
    return source.contains(from)
        && destination.contains(to)
        && protocol.contains(carried)
        && port.contains(portOrType);
  }

  boolean overlaps(Box other) {
    return source.overlaps(other.source)
        && destination.overlaps(other.destination)
        && protocol.overlaps(other.protocol)
        && port.overlaps(other.port);
  }

  /** What both have; empty when that is nothing. */
  Optional<Box> and(Box other) {
    return overlaps(other)
        ? Optional.of(
            new Box(
                source.and(other.source),
                destination.and(other.destination),
                protocol.and(other.protocol),
                port.and(other.port)))
        : Optional.empty();
  }

  /**
   * What is left of this without the other: at most eight boxes that do not overlap. Each dimension
   * in its turn gives away what is outside the other, and keeps what is inside for the next.
   */
  List<Box> minus(Box other) {
    if (!overlaps(other)) {
      return List.of(this);
    }
    List<Box> left = new ArrayList<>();
    Box rest = this;
    for (Range each : rest.source.minus(other.source)) {
      left.add(rest.from(each));
    }
    rest = rest.from(rest.source.and(other.source));
    for (Range each : rest.destination.minus(other.destination)) {
      left.add(rest.to(each));
    }
    rest = rest.to(rest.destination.and(other.destination));
    for (Range each : rest.protocol.minus(other.protocol)) {
      left.add(rest.carrying(each, rest.port));
    }
    rest = rest.carrying(rest.protocol.and(other.protocol), rest.port);
    for (Range each : rest.port.minus(other.port)) {
      left.add(rest.carrying(rest.protocol, each));
    }
    return left;
  }
}
