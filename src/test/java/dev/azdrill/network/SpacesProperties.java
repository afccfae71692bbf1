package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What the walker asks about one packet, spaces answer for all: both must say the same. */
class SpacesProperties {
  private static final List<Integer> PORTS =
      List.of(0, 21, 22, 443, 1023, 1024, 1030, 1033, 1034, 1035, 1041, 65_535);

  private static List<String> peers(Inventory inventory) {
    List<String> all = new ArrayList<>(RandomNetwork.CLIENTS);
    all.addAll(List.of("0.0.0.0", "255.255.255.255", "10.0.2.0", "10.0.3.255", "203.0.113.127"));
    inventory.all(Kind.NETWORK_INTERFACE).forEach(each -> all.add(each.privateIpAddress()));
    return all;
  }

  private static boolean has(Admitted admitted, Direction way, String peer, int port, Protocol p) {
    long address = Ipv4.of(peer);
    long from = way == Direction.INGRESS ? address : 0;
    long to = way == Direction.INGRESS ? 0 : address;
    boolean certain = admitted.certain().at(from, to, p.number(), port).isPresent();
    if (admitted.possible().at(from, to, p.number(), port).isPresent() != certain) {
      throw new AssertionError("everything is described, but of " + peer + " it is not known");
    }
    return certain;
  }

  @Property
  void filters_admit_what_their_spaces_have(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    NetworkIndex index = new NetworkIndex(inventory);
    InterfaceFilters filters = new InterfaceFilters(index);
    List<String> differences = new ArrayList<>();
    for (NetworkInterface at : inventory.all(Kind.NETWORK_INTERFACE)) {
      for (Direction way : Direction.values()) {
        Admitted groups = Admitted.byGroups(index, at, way);
        Admitted acl = Admitted.byAcl(index, at, way);
        for (String peer : peers(inventory)) {
          for (int port : PORTS) {
            for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
              if (has(groups, way, peer, port, protocol)
                  != filters.groups(at, way, peer, protocol, port).passes()) {
                differences.add("groups " + way + " " + peer + " " + protocol + " " + port);
              }
              PortRange one = PortRange.of(port);
              if (has(acl, way, peer, port, protocol)
                  != filters.acl(at.subnetId(), "vpc-1", way, peer, protocol, one).passes()) {
                differences.add("acl " + way + " " + peer + " " + protocol + " " + port);
              }
            }
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Property
  void a_route_table_sends_what_its_spaces_have(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    NetworkIndex index = new NetworkIndex(inventory);
    for (Subnet subnet : inventory.all(Kind.SUBNET)) {
      Optional<RoutingTable> table = index.table(subnet.subnetId());
      for (String peer : peers(inventory)) {
        long address = Ipv4.of(peer);
        RoutingTable.Choice choice = table.orElseThrow().choose(address);
        for (String target : List.of("local", "igw-1", "nat-0", "nat-1")) {
          assertThat(table.orElseThrow().sentTo(target).at(0, address, 6, 443).isPresent())
              .as("%s by %s", peer, target)
              .isEqualTo(choice instanceof RoutingTable.Chosen c && c.targetId().equals(target));
        }
      }
    }
  }

  /**
   * A packet from the internet passes both filters or one stops it: {@link Admitted} says which.
   */
  @Property
  void the_internet_gets_in_where_the_space_has_its_packet(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    PacketWalker walker = new PacketWalker(inventory);
    for (NetworkInterface at : inventory.all(Kind.NETWORK_INTERFACE)) {
      Admitted admitted = walker.admittedFromOutside(at.networkInterfaceId());
      for (String client : RandomNetwork.CLIENTS) {
        for (int port : PORTS) {
          Packet packet = Packet.tcp(client, at.privateIpAddress(), port);
          Answer answer =
              walker.askFromInternet(at.networkInterfaceId(), packet, PortRange.EPHEMERAL);
          boolean filtered =
              answer.obstacles().stream()
                  .filter(each -> !each.onReply())
                  .anyMatch(
                      each ->
                          each.at().component() == Hop.Component.SECURITY_GROUP
                              || each.at().component() == Hop.Component.NETWORK_ACL);
          assertThat(has(admitted, Direction.INGRESS, client, port, Protocol.TCP))
              .isEqualTo(!filtered);
        }
      }
    }
  }
}
