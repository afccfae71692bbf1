package dev.azdrill.network;

import dev.azdrill.network.model.PortRange;
import java.util.List;
import java.util.Optional;

/**
 * The way of one packet, to where it arrived or was dropped.
 *
 * @param packet as it was sent
 * @param arrived as it was last seen: gateways translate addresses
 * @param hops in order
 * @param disposition what became of it
 * @param because one sentence for people
 * @param receiver the network interface that has it now; empty when none has
 * @param refusedPorts for a reply, which stands for replies to all ports that the peer may have
 *     sent from: those that a network ACL denies; empty otherwise
 */
public record Trace(
    Packet packet,
    Packet arrived,
    List<Hop> hops,
    Disposition disposition,
    String because,
    Optional<String> receiver,
    List<PortRange> refusedPorts) {
  public Trace {
    hops = List.copyOf(hops);
    refusedPorts = List.copyOf(refusedPorts);
  }

  /** Whether the packet arrived. */
  public boolean delivered() {
    return disposition == Disposition.DELIVERED;
  }

  /** The hops at places of this sort. */
  public List<Hop> at(Hop.Component component) {
    return hops.stream().filter(hop -> hop.component() == component).toList();
  }

  /** The packet, every hop and the end, a line each. */
  public String explain() {
    StringBuilder text = new StringBuilder(packet.toString()).append('\n');
    hops.forEach(hop -> text.append("  ").append(hop).append('\n'));
    return text.append("  ").append(disposition).append(": ").append(because).toString();
  }
}
