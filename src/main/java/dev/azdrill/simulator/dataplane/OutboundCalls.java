package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The calls that applications make to services outside their VPC: out by the instance's route
 * table, and by a NAT gateway or the internet gateway. The services themselves always answer.
 */
final class OutboundCalls {
  private final World world;
  private final Paths paths;
  private final Power power;
  private final ZoneNetwork zoneNetwork;
  private final Profiles profiles;

  OutboundCalls(World world, Paths paths, Power power, ZoneNetwork zoneNetwork, Profiles profiles) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.zoneNetwork = zoneNetwork;
    this.profiles = profiles;
  }

  /**
   * What came of the calls of one request.
   *
   * @param failure why one could not be reached; empty when all were
   * @param took how long they took longer than usual: the timeout, where one was not reached
   */
  record Result(Optional<Cause> failure, Duration took) {
    private static final Result REACHED = new Result(Optional.empty(), Duration.ZERO);
  }

  /** Calls every service that the application on this instance depends on, one after the other. */
  Result call(String instanceId) {
    Optional<Profile> profile = profiles.of(instanceId);
    if (profile.isEmpty() || profile.get().outbound().isEmpty()) {
      return Result.REACHED;
    }
    Optional<NetworkInterface> from = paths.ofInstance(instanceId);
    Duration took = Duration.ZERO;
    for (CalledService service : profile.get().outbound()) {
      Result one = call(from, service);
      took = took.plus(one.took());
      if (one.failure().isPresent()) {
        return new Result(one.failure(), took);
      }
    }
    return took.isZero() ? Result.REACHED : new Result(Optional.empty(), took);
  }

  private Result call(Optional<NetworkInterface> from, CalledService service) {
    if (from.isEmpty()) {
      return unreachable(service, Cause.Obstacle.NETWORK);
    }
    if (!paths.resolvesNames(from.get().vpcId())) {
      return unreachable(service, Cause.Obstacle.NAME_RESOLUTION);
    }
    Path path = paths.within(from.get().networkInterfaceId(), service.address(), service.port());
    if (!path.carries(power)) {
      return unreachable(service, path.obstacle());
    }
    Duration delay = zoneNetwork.delay(path.zones());
    if (delay.isZero()) {
      return Result.REACHED;
    }
    return delay.compareTo(timeout()) > 0
        ? unreachable(service, Cause.Obstacle.DEGRADED_ZONE)
        : new Result(Optional.empty(), delay);
  }

  private Result unreachable(CalledService service, Cause.Obstacle obstacle) {
    Cause cause = new Cause.Unreachable(Component.OUTSIDE_SERVICE, service.toString(), obstacle);
    return new Result(Optional.of(cause), timeout());
  }

  private Duration timeout() {
    return world.timings().of(Timing.APPLICATION_OUTBOUND_TIMEOUT);
  }
}
