package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.network.Hop;
import dev.azdrill.network.RoundTrip;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** How the next instance of each zone reaches the internet. */
final class WaysOut {
  private WaysOut() {}

  static List<String> byZone(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    Potential potential = new Potential(architecture);
    Map<String, Set<String>> zones = new TreeMap<>();
    for (Outgoing each : Outgoing.all(architecture, potential)) {
      zones
          .computeIfAbsent(
              String.valueOf(each.sender().availabilityZone()), zone -> new TreeSet<>())
          .add(way(each.sender(), each.trip()));
    }
    if (!potential.unknownApplications().isEmpty()) {
      return List.of("unknown: " + potential.unknownApplications().get(0));
    }
    return zones.isEmpty()
        ? List.of("no group launches anywhere")
        : zones.entrySet().stream()
            .map(each -> each.getKey() + ": " + String.join(" or ", each.getValue()))
            .toList();
  }

  private static String way(NetworkInterface sender, RoundTrip trip) {
    return switch (trip.outcome()) {
      case DROPPED -> "none";
      case UNKNOWN -> "unknown";
      case DELIVERED -> {
        List<Hop> gateways = trip.forward().at(Hop.Component.NAT_GATEWAY);
        if (gateways.isEmpty()) {
          yield "its public address";
        }
        String there = gateways.get(0).zone().orElse("a zone that is not described");
        yield there.equals(sender.availabilityZone())
            ? "NAT gateway of its own"
            : "NAT gateway in " + there;
      }
    };
  }
}
