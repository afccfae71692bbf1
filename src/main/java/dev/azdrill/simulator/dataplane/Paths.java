package dev.azdrill.simulator.dataplane;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.NameResolution;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.NetworkState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;

/**
 * The paths between places, each walked once and remembered until the network changes. Power is not
 * part of it: a path keeps its zones, and who uses it asks whether they have power.
 */
final class Paths {
  /** Hashed by hand: this runs several times for every request. */
  private record Ends(String from, String address, int port) {
    @Override
    public int hashCode() {
      return 31 * (31 * from.hashCode() + address.hashCode()) + port;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ends that
          && port == that.port
          && address.equals(that.address)
          && from.equals(that.from);
    }
  }

  private final Kernel kernel;
  private final NetworkState state;
  private final Map<Ends, Path> within = new HashMap<>();
  private final Map<Ends, Path> fromInternet = new HashMap<>();
  private final Map<Ends, Path> passedOn = new HashMap<>();
  private final Map<String, NetworkInterface> byId = new HashMap<>();
  private final Map<String, NetworkInterface> byPublicAddress = new HashMap<>();
  private final Map<String, NetworkInterface> byInstance = new HashMap<>();
  private final Set<String> nameless = new HashSet<>();
  private @Nullable PacketWalker walker;
  private long version = -1;

  Paths(Kernel kernel, NetworkState state) {
    this.kernel = kernel;
    this.state = state;
  }

  /** From a network interface to a private address. */
  Path within(String networkInterfaceId, String address, int port) {
    PacketWalker now = now();
    Ends ends = new Ends(networkInterfaceId, address, port);
    Path known = within.get(ends);
    if (known == null) {
      kernel.looked();
      known = Path.of(now.connect(networkInterfaceId, address, port));
      within.put(ends, known);
    }
    return known;
  }

  /** From a client in the internet to a public address. */
  Path fromInternet(String client, String address, int port) {
    PacketWalker now = now();
    Ends ends = new Ends(client, address, port);
    Path known = fromInternet.get(ends);
    if (known == null) {
      kernel.looked();
      known = Path.of(now.connectFromInternet(client, address, port));
      fromInternet.put(ends, known);
    }
    return known;
  }

  /** From a client, by a network load balancer's node that keeps its address, to a target. */
  Path passedOn(String networkInterfaceId, String client, String address, int port) {
    PacketWalker now = now();
    Ends ends = new Ends(networkInterfaceId + " " + client, address, port);
    Path known = passedOn.get(ends);
    if (known == null) {
      kernel.looked();
      known = Path.of(now.passOn(networkInterfaceId, client, address, port));
      passedOn.put(ends, known);
    }
    return known;
  }

  /** The network interface that has this public address. */
  Optional<NetworkInterface> atPublicAddress(String address) {
    now();
    return Optional.ofNullable(byPublicAddress.get(address));
  }

  /** The first network interface of an instance. */
  Optional<NetworkInterface> ofInstance(String instanceId) {
    now();
    return Optional.ofNullable(byInstance.get(instanceId));
  }

  /** Whether a VPC resolves names; one that nobody describes does, as AWS makes them. */
  boolean resolvesNames(String vpcId) {
    now();
    return !nameless.contains(vpcId);
  }

  /** The instance that this network interface is attached to. */
  Optional<String> instanceAt(String networkInterfaceId) {
    now();
    return Optional.ofNullable(byId.get(networkInterfaceId)).flatMap(Paths::instance);
  }

  private PacketWalker now() {
    PacketWalker known = walker;
    if (known == null || version != state.packetVersion()) {
      version = state.packetVersion();
      known = new PacketWalker(learn(state.inventory()));
      walker = known;
    }
    return known;
  }

  private Inventory learn(Inventory inventory) {
    within.clear();
    fromInternet.clear();
    passedOn.clear();
    byId.clear();
    byPublicAddress.clear();
    byInstance.clear();
    nameless.clear();
    nameless.addAll(NameResolution.lackingIn(inventory));
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      byId.put(each.networkInterfaceId(), each);
      if (each.association() != null && each.association().publicIp() != null) {
        byPublicAddress.put(each.association().publicIp(), each);
      }
      instance(each)
          .filter(instance -> isFirst(each) || !byInstance.containsKey(instance))
          .ifPresent(instance -> byInstance.put(instance, each));
    }
    return inventory;
  }

  private static Optional<String> instance(NetworkInterface each) {
    return Optional.ofNullable(each.attachment()).map(NetworkInterfaceAttachment::instanceId);
  }

  private static boolean isFirst(NetworkInterface each) {
    Integer index = each.attachment().deviceIndex();
    return index != null && index == 0;
  }
}
