package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Trouble;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The applications' connections to the database of their VPC. Every request uses one of its own, to
 * the address that the endpoint's name led to when it was last looked up.
 */
final class Connections {
  private record Remembered(Databases.Primary primary, Instant until) {}

  private final World world;
  private final Paths paths;
  private final Power power;
  private final ZoneNetwork zoneNetwork;
  private final Databases databases;
  private final Map<String, Remembered> names = new HashMap<>();

  Connections(World world, Paths paths, Power power, ZoneNetwork zoneNetwork, Databases databases) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.zoneNetwork = zoneNetwork;
    this.databases = databases;
  }

  /**
   * Why an application was not served by its database.
   *
   * @param isSilent whether the application had to wait until it gave up
   */
  record Failure(Cause cause, boolean isSilent) {}

  /**
   * What came of a request to the database.
   *
   * @param failure empty when it was served, or when there is no database
   * @param isStored whether the record of the request is in the database
   * @param found what was read back; empty when nothing could be
   * @param delay what zones on the way added
   */
  record Result(
      Optional<Failure> failure, boolean isStored, Optional<Set<String>> found, Duration delay) {
    private static final Result NO_DATABASE =
        new Result(Optional.empty(), false, Optional.empty(), Duration.ZERO);

    static Result failed(Failure failure) {
      return new Result(Optional.of(failure), false, Optional.empty(), Duration.ZERO);
    }
  }

  /**
   * Reads and writes what a request asks for; where the VPC has no database, none is needed.
   *
   * @param instanceId where the application runs
   */
  Result use(String instanceId, Call call) {
    Optional<NetworkInterface> from = paths.ofInstance(instanceId);
    if (from.isEmpty()) {
      return Result.failed(unreachable(instanceId, Cause.Obstacle.HOST));
    }
    List<String> hosts = databases.endpointsIn(from.get().vpcId());
    if (hosts.isEmpty()) {
      return Result.NO_DATABASE;
    }
    String host = hosts.get(0);
    if (!paths.resolvesNames(from.get().vpcId()) && !isRemembered(host)) {
      return Result.failed(unreachable(host, Cause.Obstacle.NAME_RESOLUTION));
    }
    Databases.Primary now = databases.resolve(host).orElse(null);
    Databases.Primary asked = remembered(host, now);
    if (now == null || asked == null) {
      return Result.failed(new Failure(new Cause.Missing(Component.DATABASE, host), false));
    }
    Path path = paths.within(from.get().networkInterfaceId(), asked.address(), asked.port());
    if (!path.carries(power)) {
      return Result.failed(unreachable(host, path.obstacle()));
    }
    Duration delay = zoneNetwork.delay(path.zones());
    if (!delay.isZero()
        && delay.compareTo(world.timings().of(Timing.APPLICATION_DATABASE_TIMEOUT)) > 0) {
      return Result.failed(unreachable(host, Cause.Obstacle.DEGRADED_ZONE));
    }
    boolean isPrimary = asked.networkInterfaceId().equals(now.networkInterfaceId());
    if (!isPrimary || !now.serving()) {
      return Result.failed(
          new Failure(new Cause.Unavailable(Component.DATABASE, host, Trouble.NOT_SERVING), false));
    }
    return served(host, call, delay);
  }

  private Result served(String host, Call call, Duration delay) {
    if (call.write().isPresent() && !databases.write(host, call.write().get())) {
      return Result.failed(
          new Failure(
              new Cause.Unavailable(Component.DATABASE, host, Trouble.STORAGE_FULL), false));
    }
    return new Result(
        Optional.empty(),
        call.write().isPresent(),
        Optional.of(call.wanted().isEmpty() ? Set.of() : databases.read(host, call.wanted())),
        delay);
  }

  private static Failure unreachable(String subject, Cause.Obstacle obstacle) {
    return new Failure(new Cause.Unreachable(Component.DATABASE, subject, obstacle), true);
  }

  private boolean isRemembered(String host) {
    Remembered known = names.get(host);
    return known != null && world.kernel().now().isBefore(known.until());
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
