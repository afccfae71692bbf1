package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

class PacketWalkerProperties {
  private static final String OUTCOME = "outcome";

  @Property
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void the_walker_and_brute_force_agree(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    PacketWalker walker = new PacketWalker(inventory);
    BruteForce oracle = new BruteForce(inventory);
    List<String> differences = new ArrayList<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      for (int port : RandomNetwork.PORTS) {
        for (NetworkInterface sender : inventory.all(Kind.NETWORK_INTERFACE)) {
          for (String to : destinations(inventory)) {
            Packet packet = new Packet(sender.privateIpAddress(), 1024, to, port, protocol);
            String id = sender.networkInterfaceId();
            RoundTrip trip = walker.connect(id, packet, RandomNetwork.SENDERS);
            compare(differences, trip, oracle.connect(id, to, port, protocol));
          }
        }
        for (String client : RandomNetwork.CLIENTS) {
          for (int n = 0; n < 6; n++) {
            String to = "198.51.100." + (100 + n);
            Packet packet = new Packet(client, 1024, to, port, protocol);
            RoundTrip trip = walker.connectFromInternet(packet, PortRange.EPHEMERAL);
            compare(differences, trip, oracle.connectFromInternet(client, to, port, protocol));
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    Statistics.label(OUTCOME)
        .coverage(
            met -> {
              met.check("DELIVERED").count(n -> n > 0);
              met.check("PARTIAL").count(n -> n > 0);
              met.check("DROPPED").count(n -> n > 0);
            });
  }

  private static List<String> destinations(Inventory inventory) {
    List<String> all = new ArrayList<>(RandomNetwork.CLIENTS);
    all.add("10.0.3.99");
    inventory.all(Kind.NETWORK_INTERFACE).forEach(each -> all.add(each.privateIpAddress()));
    return all;
  }

  private static void compare(List<String> differences, RoundTrip trip, String expected) {
    Statistics.label(OUTCOME).collect(expected);
    String seen =
        switch (trip.disposition()) {
          case DELIVERED -> "DELIVERED";
          case RETURN_EPHEMERAL_PARTIAL -> "PARTIAL";
          default ->
              trip.outcome() == Disposition.Outcome.DROPPED ? "DROPPED" : trip.outcome().name();
        };
    if (!seen.equals(expected)) {
      differences.add("expected " + expected + " of\n" + trip.explain());
    }
  }
}
