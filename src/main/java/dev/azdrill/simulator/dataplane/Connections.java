package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Trouble;
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

  /**
   * Why an application was not served by its database.
   *
   * @param isSilent whether the application had to wait until it gave up
   */
  record Failure(Cause cause, boolean isSilent) {}

  /**
   * Reads and writes from an instance; where its VPC has no database, none is needed.
   *
   * @param instanceId where the application runs
   * @return why it was not served; empty when it was
   */
  Optional<Failure> use(String instanceId) {
    Optional<NetworkInterface> from = paths.ofInstance(instanceId);
    if (from.isEmpty()) {
      return Optional.of(unreachable(instanceId, Cause.Obstacle.HOST));
    }
    List<String> hosts = databases.endpointsIn(from.get().vpcId());
    if (hosts.isEmpty()) {
      return Optional.empty();
    }
    String host = hosts.get(0);
    Databases.Primary now = databases.resolve(host).orElse(null);
    Databases.Primary asked = remembered(host, now);
    if (now == null || asked == null) {
      return Optional.of(new Failure(new Cause.Missing(Component.DATABASE, host), false));
    }
    Path path = paths.within(from.get().networkInterfaceId(), asked.address(), asked.port());
    if (!path.carries(power)) {
      return Optional.of(unreachable(host, path.obstacle()));
    }
    boolean isPrimary = asked.networkInterfaceId().equals(now.networkInterfaceId());
    return isPrimary && now.serving()
        ? Optional.empty()
        : Optional.of(
            new Failure(
                new Cause.Unavailable(Component.DATABASE, host, Trouble.NOT_SERVING), false));
  }

  private static Failure unreachable(String subject, Cause.Obstacle obstacle) {
    return new Failure(new Cause.Unreachable(Component.DATABASE, subject, obstacle), true);
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
