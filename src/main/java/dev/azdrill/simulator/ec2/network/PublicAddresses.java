package dev.azdrill.simulator.ec2.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  private final Map<String, Mapping> byInterface = new LinkedHashMap<>();
  private long next = POOL.first();

  /** An address that nobody has had before, until the pool is through. */
  String take() {
    next = next == POOL.last() - 1 ? POOL.first() + 1 : next + 1;
    return Cidr.dotted(next);
  }

  /** Lets an address stand for an interface, instead of the one that did. */
  void map(Mapping mapping) {
    byInterface.put(mapping.networkInterfaceId(), mapping);
  }

  /** Lets none stand for an interface any longer. */
  void unmap(String networkInterfaceId) {
    byInterface.remove(networkInterfaceId);
  }

  /** What stands for this interface. */
  Optional<Mapping> of(String networkInterfaceId) {
    return Optional.ofNullable(byInterface.get(networkInterfaceId));
  }

  /** The first mapping for which this holds. */
  Optional<Mapping> find(Predicate<Mapping> which) {
    return byInterface.values().stream().filter(which).findFirst();
  }
}
