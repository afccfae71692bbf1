package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.AddressRange;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Hop;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.RoundTrip;
import dev.azdrill.network.model.Ipv4;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * What becomes of one call of a group's next instance, to all addresses on the internet that fare
 * alike: no other address is left unasked.
 *
 * @param port TCP
 * @param part the addresses; empty where these are all
 * @param trip a connection to one of them
 */
record Outgoing(NetworkInterface sender, int port, Optional<String> part, RoundTrip trip) {
  /** Somewhere in the internet: an address that evidence may show. */
  private static final String SOMEWHERE = "203.0.113.80";

  /** More ranges than these are counted and not named. */
  private static final int NAMED = 3;

  /** Of the next instance of each group in each subnet. */
  static List<Outgoing> all(Architecture architecture, Potential potential) {
    PacketWalker walker = new PacketWalker(withoutGatewayEndpoints(potential.inventory()));
    List<Outgoing> all = new ArrayList<>();
    for (AutoScalingGroup group : architecture.groups()) {
      OutsideCalls calls = OutsideCalls.of(architecture, group);
      for (NetworkInterface sender : potential.of(group)) {
        List<AddressRange> internet =
            walker.internetSeenFrom(sender.networkInterfaceId(), SOMEWHERE);
        calls.calls().forEach(call -> all.addAll(of(sender, call, internet, walker)));
      }
    }
    return all;
  }

  /**
   * What a gateway endpoint takes out of the way out are addresses of one AWS service, of which the
   * claim says nothing; which they are need not be known.
   */
  private static Inventory withoutGatewayEndpoints(Inventory inventory) {
    return inventory.map(
        Kind.ROUTE_TABLE,
        (RouteTable table) ->
            table.toBuilder()
                .routes(
                    table.routes().stream()
                        .filter(
                            each ->
                                each.destinationPrefixListId() == null
                                    || !String.valueOf(each.gatewayId()).startsWith("vpce-"))
                        .toList())
                .build());
  }

  private static List<Outgoing> of(
      NetworkInterface sender,
      OutsideCalls.Call call,
      List<AddressRange> internet,
      PacketWalker walker) {
    List<RoundTrip> trips = new ArrayList<>();
    Map<Fate, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < internet.size(); i++) {
      if (call.mayLeadTo(internet.get(i))) {
        String address =
            call.address().isPresent()
                ? Ipv4.print(call.address().getAsLong())
                : internet.get(i).example();
        RoundTrip trip = walker.connect(sender.networkInterfaceId(), address, call.port());
        alike.computeIfAbsent(Fate.of(trip), fate -> new ArrayList<>()).add(trips.size());
        trips.add(trip);
      }
    }
    return alike.values().stream()
        .map(
            places ->
                new Outgoing(
                    sender,
                    call.port(),
                    call.address().isPresent()
                        ? Optional.of(Ipv4.print(call.address().getAsLong()))
                        : Optional.of(words(internet, places))
                            .filter(words -> places.size() < internet.size()),
                    shown(places.stream().map(trips::get).toList())))
        .toList();
  }

  /** The one to the usual address, where it is among them. */
  private static RoundTrip shown(List<RoundTrip> trips) {
    return trips.stream()
        .min(Comparator.comparing(trip -> !SOMEWHERE.equals(trip.forward().packet().destination())))
        .orElseThrow();
  }

  /** Ranges that follow each other on the internet are one. */
  private static String words(List<AddressRange> internet, List<Integer> places) {
    List<AddressRange> joined = new ArrayList<>();
    int before = -2;
    for (int place : places) {
      AddressRange range = internet.get(place);
      int last = joined.size() - 1;
      if (place == before + 1) {
        joined.set(last, joined.get(last).upTo(range));
      } else {
        joined.add(range);
      }
      before = place;
    }
    List<String> named = joined.stream().limit(NAMED).map(AddressRange::toString).toList();
    return String.join(", ", named)
        + (joined.size() > NAMED ? " and " + (joined.size() - NAMED) + " more ranges" : "");
  }

  /** What makes connections alike: how they end, what decides that, and through what they go. */
  private record Fate(
      Disposition disposition, String decider, Optional<String> rule, List<String> gateways) {
    static Fate of(RoundTrip trip) {
      List<Hop> hops = trip.decisive().hops();
      Optional<Hop> last =
          Optional.of(hops)
              .filter(all -> !trip.connects() && !all.isEmpty())
              .map(all -> all.get(all.size() - 1));
      return new Fate(
          trip.disposition(),
          last.map(hop -> hop.id() + " " + hop.direction() + " " + hop.subnet()).orElse(""),
          last.flatMap(Hop::decidedBy),
          trip.forward().at(Hop.Component.NAT_GATEWAY).stream().map(Hop::id).toList());
    }
  }
}
