package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which public IPv4 address stands for which network interface, and where such addresses come from.
 *
 * <p>They come from 198.18.0.0/15, which RFC 2544 keeps for tests: a report never shows the address
 * of somebody's real machine.
 */
final class PublicAddresses {
  private static final Cidr POOL = new Cidr(0xC612_0000L, 15);

  /**
   * An address that stands for an interface.
   *
   * @param publicIp the address
   * @param owner of the address: the account, {@code amazon}, or the service that asked for it
   * @param allocationId of the Elastic IP address, or null for one that AWS lent
   * @param associationId of the Elastic IP address, or null for one that AWS lent
   * @param networkInterfaceId the interface
   * @param privateIp the interface's address that it stands for
   */
  record Mapping(
      String publicIp,
      String owner,
      @Nullable String allocationId,
      @Nullable String associationId,
      String networkInterfaceId,
      String privateIp) {}

  /** By interface, and there by the private address that is stood for. */
  private final Map<String, Map<String, Mapping>> byInterface = new LinkedHashMap<>();

  /** Those that came from elsewhere and are never given to another. */
  private final Set<String> adopted = new HashSet<>();

  private long next = POOL.first();

  /** An address that nobody has had before, until the pool is through. */
  String take() {
    String taken;
    do {
      next = next == POOL.last() - 1 ? POOL.first() + 1 : next + 1;
      taken = Ipv4.print(next);
    } while (adopted.contains(taken));
    return taken;
  }

  /** Keeps an address that is somebody's elsewhere from being taken here. */
  void adopt(String publicIp) {
    adopted.add(publicIp);
  }

  /** Lets an address stand for a private one of an interface, instead of the one that did. */
  void map(Mapping mapping) {
    byInterface
        .computeIfAbsent(mapping.networkInterfaceId(), id -> new LinkedHashMap<>())
        .put(mapping.privateIp(), mapping);
  }

  /** Lets an address stand for nothing any longer. */
  void unmap(Mapping mapping) {
    Map<String, Mapping> ofInterface = byInterface.get(mapping.networkInterfaceId());
    if (ofInterface != null) {
      ofInterface.remove(mapping.privateIp(), mapping);
    }
  }

  /** Lets none stand for an interface any longer. */
  void unmapAll(String networkInterfaceId) {
    byInterface.remove(networkInterfaceId);
  }

  /** What stands for this private address of this interface. */
  Optional<Mapping> of(String networkInterfaceId, String privateIp) {
    return Optional.ofNullable(byInterface.get(networkInterfaceId)).map(its -> its.get(privateIp));
  }

  /** Whether any stands for this interface. */
  boolean isPublic(String networkInterfaceId) {
    return !byInterface.getOrDefault(networkInterfaceId, Map.of()).isEmpty();
  }

  /** The first mapping for which this holds. */
  Optional<Mapping> find(Predicate<Mapping> which) {
    return byInterface.values().stream()
        .flatMap(ofInterface -> ofInterface.values().stream())
        .filter(which)
        .findFirst();
  }
}
