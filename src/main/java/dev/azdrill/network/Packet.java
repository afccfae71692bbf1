package dev.azdrill.network;

import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;

/**
 * One packet.
 *
 * <p>For {@link Protocol#ICMP} the destination port is the ICMP type (8 is an echo request, 0 its
 * reply) and the source port the code.
 *
 * @param source IPv4 address
 * @param destination IPv4 address
 */
public record Packet(
    String source, int sourcePort, String destination, int destinationPort, Protocol protocol) {
  /**
   * @throws IllegalArgumentException for an address or a port that is none
   */
  public Packet {
    Ipv4.of(source);
    Ipv4.of(destination);
    PortRange.of(sourcePort);
    PortRange.of(destinationPort);
  }

  /** The first packet of a TCP connection. */
  public static Packet tcp(String source, String destination, int port) {
    return new Packet(source, PortRange.EPHEMERAL.from(), destination, port, Protocol.TCP);
  }

  /** The packet that answers this one. */
  public Packet reply() {
    String from = destination;
    String to = source;
    return protocol == Protocol.ICMP
        ? new Packet(from, sourcePort, to, 0, protocol)
        : new Packet(from, destinationPort, to, sourcePort, protocol);
  }

  Packet from(String address, int port) {
    return new Packet(address, port, destination, destinationPort, protocol);
  }

  Packet from(String address) {
    return from(address, sourcePort);
  }

  Packet to(String address, int port) {
    return new Packet(source, sourcePort, address, port, protocol);
  }

  Packet to(String address) {
    return to(address, destinationPort);
  }

  /** {@code tcp 203.0.113.7:1024 -> 10.0.1.5:443}. */
  @Override
  public String toString() {
    return protocol
        + " "
        + source
        + ":"
        + sourcePort
        + " -> "
        + destination
        + ":"
        + destinationPort;
  }
}
