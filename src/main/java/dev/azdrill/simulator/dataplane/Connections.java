package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The applications' connections to the database of their VPC. Every request reads and writes, on a
 * connection of its own, to the address that the endpoint's name led to when it was last looked up.
 */
final class Connections {
  private record Remembered(Databases.Primary primary, Instant until) {}

  private final World world;
  private final Paths paths;
  private final Power power;
  private final Databases databases;
  private final Map<String, Remembered> names = new HashMap<>();

  Connections(World world, Paths paths, Power power, Databases databases) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.databases = databases;
  }

  /** What an application gets from its database. */
  enum Reading {
    /** It read and wrote. */
    SERVED,
    /** Somebody is there and does not serve. */
    REFUSED,
    /** Nobody answers. */
    SILENT
  }

  /**
   * Reads and writes from an instance; served as well where its VPC has no database.
   *
   * @param instanceId where the application runs
   */
  Reading use(String instanceId) {
    Optional<NetworkInterface> from = paths.ofInstance(instanceId);
    if (from.isEmpty()) {
      return Reading.SILENT;
    }
    List<String> hosts = databases.endpointsIn(from.get().vpcId());
    if (hosts.isEmpty()) {
      return Reading.SERVED;
    }
    String host = hosts.get(0);
    Databases.Primary now = databases.resolve(host).orElse(null);
    Databases.Primary asked = remembered(host, now);
    if (now == null || asked == null) {
      return Reading.REFUSED;
    }
    Path path = paths.within(from.get().networkInterfaceId(), asked.address(), asked.port());
    if (!path.carries(power)) {
      return Reading.SILENT;
    }
    boolean isPrimary = asked.networkInterfaceId().equals(now.networkInterfaceId());
    return isPrimary && now.serving() ? Reading.SERVED : Reading.REFUSED;
  }

  private Databases.@Nullable Primary remembered(String host, Databases.@Nullable Primary now) {
    Remembered known = names.get(host);
    Instant time = world.kernel().now();
    if (known != null && time.isBefore(known.until())) {
      return known.primary();
    }
    if (now == null) {
      names.remove(host);
      return null;
    }
    names.put(host, new Remembered(now, time.plus(world.timings().of(Timing.DATABASE_DNS_TTL))));
    return now;
  }
}
