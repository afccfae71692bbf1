package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Packet;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.RandomNetwork;
import dev.azdrill.network.model.Protocol;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Where any packet gets in, the one that was sent for all of them does. */
class OutsideProperties {
  private static final List<String> SOURCES =
      List.of("0.0.0.1", "8.8.8.8", "203.0.112.255", "203.0.113.7", "203.0.113.200", "203.0.114.1");
  private static final List<Integer> PORTS =
      List.of(0, 22, 23, 443, 1023, 1024, 1030, 1034, 1035, 1040, 1041, 65_535);

  @Property
  void the_internet_misses_no_packet_that_gets_in(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    PacketWalker walker = new PacketWalker(inventory);
    Outside internet = new Outside(inventory, walker);
    for (NetworkInterface at : inventory.all(Kind.NETWORK_INTERFACE)) {
      List<String> addresses = walker.publicAddresses(at.networkInterfaceId());
      boolean getsIn = addresses.stream().anyMatch(address -> getsIn(walker, address));

      assertThat(internet.knock(at).isPresent()).isEqualTo(!addresses.isEmpty());
      if (getsIn) {
        assertThat(internet.knock(at).orElseThrow().delivered())
            .as("%s", at.networkInterfaceId())
            .isTrue();
      }
    }
  }

  private static boolean getsIn(PacketWalker walker, String address) {
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      for (String source : SOURCES) {
        for (int port : PORTS) {
          if (walker
              .walkFromInternet(new Packet(source, 50_000, address, port, protocol))
              .delivered()) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
