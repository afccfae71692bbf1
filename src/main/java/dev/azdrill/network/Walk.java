package dev.azdrill.network;

import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * One packet on its way: where it has been, what it looks like now, and how it ended. Each step
 * says whether it goes on; the first that does not is where it ends. In a {@link Survey} a walk
 * goes on past what stops it, as if that let it pass, where it can be said how it would go on.
 *
 * <p>A reply is walked as one packet that stands for replies to all ports of a range: it passes
 * security groups, which remember the connection, and collects the ports that ACLs deny.
 */
final class Walk {
  private final NetworkIndex index;
  private final InterfaceFilters filters;
  private final Packet sent;
  private final boolean reply;
  private final @Nullable Survey survey;
  private final List<Hop> hops = new ArrayList<>();
  private final List<PortRange> refused = new ArrayList<>();
  private final Set<String> refusedBy = new LinkedHashSet<>();
  private Packet packet;
  private PortRange ports;
  private List<PortRange> open;
  private Disposition end = Disposition.UNKNOWN;
  private String because = "the walk did not end";
  private @Nullable NetworkInterface receiver;
  private @Nullable Passage passage;

  /**
   * How a packet left for the internet.
   *
   * @param natGateway the NAT gateway that it went through, or null when it went straight
   * @param privateAddress the one of whoever the internet gateway saw
   * @param publicAddress what that was translated to
   */
  record Passage(
      @Nullable NatGateway natGateway,
      String internetGatewayId,
      String privateAddress,
      String publicAddress) {}

  private Walk(
      NetworkIndex index, Packet packet, boolean reply, PortRange ports, @Nullable Survey survey) {
    this.index = index;
    this.filters = new InterfaceFilters(index);
    this.sent = packet;
    this.packet = packet;
    this.reply = reply;
    this.ports = ports;
    this.open = List.of(ports);
    this.survey = survey;
  }

  /** A packet that opens a connection, or stands alone. */
  static Walk opening(NetworkIndex index, Packet packet, @Nullable Survey survey) {
    return new Walk(index, packet, false, PortRange.of(packet.destinationPort()), survey);
  }

  /** A packet that answers one, to whichever of these ports that came from. */
  static Walk replying(
      NetworkIndex index, Packet packet, PortRange ports, @Nullable Survey survey) {
    boolean noPorts = packet.protocol() == Protocol.ICMP;
    return new Walk(
        index, packet, true, noPorts ? PortRange.of(packet.destinationPort()) : ports, survey);
  }

  Trace trace() {
    return new Trace(
        sent,
        packet,
        hops,
        end,
        because,
        Optional.ofNullable(receiver).map(NetworkInterface::networkInterfaceId),
        refused);
  }

  Optional<Passage> passage() {
    return Optional.ofNullable(passage);
  }

  void passedBy(Passage way) {
    passage = way;
  }

  InterfaceFilters filters() {
    return filters;
  }

  boolean isReply() {
    return reply;
  }

  /** What this walk is part of; empty when it ends at the first thing that stops it. */
  Optional<Survey> survey() {
    return Optional.ofNullable(survey);
  }

  /** The packet as it is now: gateways translate addresses. */
  Packet packet() {
    return packet;
  }

  void now(Packet translated) {
    packet = translated;
  }

  /** Of the ports that a reply stands for, those to which it still may pass. */
  List<PortRange> open() {
    return open;
  }

  /** From here on a reply stands for replies to these ports. */
  void standsFor(PortRange otherPorts) {
    if (packet.protocol() != Protocol.ICMP) {
      ports = otherPorts;
      open = List.of(otherPorts);
    }
  }

  /** Passes the network ACL at the edge of a subnet. */
  boolean crosses(String subnet, String vpc, Direction direction, String peer) {
    Decision said = filters.acl(subnet, vpc, direction, peer, packet.protocol(), ports);
    if (!said.passes()) {
      if (!decided(Component.NETWORK_ACL, subnet, direction, said)) {
        refused.addAll(said.refused());
        return false;
      }
      return true;
    }
    decided(Component.NETWORK_ACL, subnet, direction, said);
    for (PortRange each : said.refused()) {
      refused.add(each);
      refusedBy.add(said.by());
      open = open.stream().flatMap(range -> range.minus(each).stream()).toList();
    }
    return !open.isEmpty()
        || said.refused().isEmpty()
        || blocked(Disposition.SUBNET_ACL_RESTRICTION, "network ACLs together deny every port");
  }

  /** Notes what a filter or a table said. */
  boolean decided(
      Component component, @Nullable String subnet, Direction direction, Decision said) {
    hop(component, said.by(), subnet, direction, said.rule(), said.text());
    // A filter that is not known changes nothing of the way; a table that is not known is the way.
    boolean canBePassed =
        component != Component.ROUTE_TABLE
            || said.disposition().outcome() == Disposition.Outcome.DROPPED;
    String sentence = said.by() + " " + said.text();
    return said.passes()
        || (canBePassed
            ? blocked(said.disposition(), sentence)
            : stop(said.disposition(), sentence));
  }

  /**
   * The route that the packet takes from a subnet; where none carries it on and this is a survey,
   * the one that would. Empty when the walk ends here.
   */
  Optional<RoutingTable.Chosen> routed(
      String subnet, String vpc, Supplier<RoutingTable.Chosen> supposed) {
    return routed(filters.route(subnet, vpc, packet.destination()), subnet, supposed);
  }

  /** The same from a regional NAT gateway, which is in no subnet. */
  Optional<RoutingTable.Chosen> routed(
      NatGateway regional, Supplier<RoutingTable.Chosen> supposed) {
    return routed(filters.route(regional, packet.destination()), null, supposed);
  }

  private Optional<RoutingTable.Chosen> routed(
      RoutingTable.Choice choice, @Nullable String subnet, Supplier<RoutingTable.Chosen> supposed) {
    if (!decided(Component.ROUTE_TABLE, subnet, Direction.EGRESS, choice.decision())) {
      return Optional.empty();
    }
    return Optional.of(choice instanceof RoutingTable.Chosen way ? way : supposed.get());
  }

  /** Notes a regional NAT gateway, at its address in a zone. */
  void hop(NatGateway regional, Optional<String> zone, Direction direction, String text) {
    hops.add(
        new Hop(
            Component.NAT_GATEWAY,
            regional.natGatewayId(),
            Optional.empty(),
            zone,
            direction,
            Optional.empty(),
            text));
  }

  /** Notes a place in no zone, where no rule decides: the internet. */
  void hop(Component component, String id, Direction direction, String text) {
    hop(component, id, null, direction, Optional.empty(), text);
  }

  void hop(
      Component component,
      String id,
      @Nullable String subnet,
      Direction direction,
      Optional<String> by,
      String text) {
    hops.add(
        new Hop(
            component, id, Optional.ofNullable(subnet), index.zoneOf(subnet), direction, by, text));
  }

  boolean arrived(String sentence) {
    if (refused.isEmpty()) {
      end = Disposition.DELIVERED;
      because = sentence;
      return true;
    }
    return stop(
        Disposition.RETURN_EPHEMERAL_PARTIAL,
        String.join(", ", refusedBy) + " denies it to the ports " + refused);
  }

  boolean arrivedAt(NetworkInterface to, String sentence) {
    receiver = to;
    return arrived(sentence);
  }

  /** Ends the walk here. */
  boolean stop(Disposition disposition, String sentence) {
    note(disposition, sentence);
    return false;
  }

  /** Notes a place and that the packet does not pass it. */
  boolean blockedAt(
      Component component, String id, Direction direction, Disposition why, String sentence) {
    hop(component, id, direction, sentence);
    return blocked(why, sentence);
  }

  /** Ends the walk where it was last; a survey goes on. */
  boolean blocked(Disposition disposition, String sentence) {
    note(disposition, sentence);
    return survey != null;
  }

  private void note(Disposition disposition, String sentence) {
    end = disposition;
    because = sentence;
    if (survey != null && !hops.isEmpty()) {
      survey.add(new Obstacle(disposition, hops.get(hops.size() - 1), reply, sentence));
    }
  }
}
