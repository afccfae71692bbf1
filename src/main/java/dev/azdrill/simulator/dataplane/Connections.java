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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The applications' connections to the databases of their VPC. Every request uses one of its own to
 * each, to the address that the endpoint's name led to when it was last looked up.
 *
 * <p>Which databases an application uses, no description tells: each that it has reached once. One
 * that it never reached is another's; where it has reached none, it needs the first.
 */
final class Connections {
  private record Remembered(Databases.Primary primary, Instant until) {}

  private final World world;
  private final Paths paths;
  private final Power power;
  private final ZoneNetwork zoneNetwork;
  private final Databases databases;
  private final Map<String, Remembered> names = new HashMap<>();

  /** The databases that each application has reached, by the security groups of its instances. */
  private final Map<Set<String>, Set<String>> reached = new HashMap<>();

  Connections(World world, Paths paths, Power power, ZoneNetwork zoneNetwork, Databases databases) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.zoneNetwork = zoneNetwork;
    this.databases = databases;
  }

  /**
   * Why an application was not served by a database.
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

    /** Of a request that another database has served as well: there is what both have. */
    private Result and(Result other) {
      Set<String> both = new LinkedHashSet<>(found.orElse(Set.of()));
      both.retainAll(other.found().orElse(Set.of()));
      return new Result(
          Optional.empty(),
          isStored && other.isStored(),
          Optional.of(both),
          delay.plus(other.delay()));
    }
  }

  /**
   * Reads and writes what a request asks for, in every database that the application uses; where
   * the VPC has no database, none is needed.
   *
   * @param instanceId where the application runs
   */
  Result use(String instanceId, Call call) {
    Optional<NetworkInterface> from = paths.ofInstance(instanceId);
    if (from.isEmpty()) {
      return Result.failed(unreachable(instanceId, Cause.Obstacle.HOST));
    }
    Result all = Result.NO_DATABASE;
    for (String host : needed(from.get())) {
      Result one = use(from.get(), host, call);
      if (one.failure().isPresent()) {
        return one;
      }
      all = all.equals(Result.NO_DATABASE) ? one : all.and(one);
    }
    return all;
  }

  private List<String> needed(NetworkInterface from) {
    List<String> all = databases.endpointsIn(from.vpcId());
    if (all.size() < 2) {
      return all;
    }
    Set<String> application =
        from.groups().stream().map(GroupIdentifier::groupId).collect(Collectors.toSet());
    Set<String> known = reached.computeIfAbsent(application, its -> new HashSet<>());
    all.stream().filter(host -> isReached(from, host)).forEach(known::add);
    List<String> its = all.stream().filter(known::contains).toList();
    return its.isEmpty() ? all.subList(0, 1) : its;
  }

  private boolean isReached(NetworkInterface from, String host) {
    return databases
        .resolve(host)
        .filter(
            it -> paths.within(from.networkInterfaceId(), it.address(), it.port()).carries(power))
        .isPresent();
  }

  private Result use(NetworkInterface from, String host, Call call) {
    if (!paths.resolvesNames(from.vpcId()) && !isRemembered(host)) {
      return Result.failed(unreachable(host, Cause.Obstacle.NAME_RESOLUTION));
    }
    Databases.Primary now = databases.resolve(host).orElse(null);
    Databases.Primary asked = remembered(host, now);
    if (now == null || asked == null) {
      return Result.failed(new Failure(new Cause.Missing(Component.DATABASE, host), false));
    }
    Path path = paths.within(from.networkInterfaceId(), asked.address(), asked.port());
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
