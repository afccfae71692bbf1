package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The calls that applications make to services outside their VPC: out by the instance's route
 * table, and by a NAT gateway or the internet gateway. The services themselves always answer.
 */
final class Outbound {
  private final Paths paths;
  private final Power power;
  private final Profiles profiles;

  Outbound(Paths paths, Power power, Profiles profiles) {
    this.paths = paths;
    this.power = power;
    this.profiles = profiles;
  }

  /**
   * Calls every service that the application on this instance depends on.
   *
   * @return why one could not be reached; empty when all were
   */
  Optional<Cause> call(String instanceId) {
    Optional<Profile> profile = profiles.of(instanceId);
    if (profile.isEmpty() || profile.get().outbound().isEmpty()) {
      return Optional.empty();
    }
    Optional<NetworkInterface> from = paths.ofInstance(instanceId);
    for (OutsideService service : profile.get().outbound()) {
      Optional<Cause> failure = call(from, service);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<Cause> call(Optional<NetworkInterface> from, OutsideService service) {
    if (from.isEmpty()) {
      return Optional.of(unreachable(service, Cause.Obstacle.NETWORK));
    }
    Path path = paths.within(from.get().networkInterfaceId(), service.address(), service.port());
    return path.carries(power)
        ? Optional.empty()
        : Optional.of(unreachable(service, path.obstacle()));
  }

  private static Cause unreachable(OutsideService service, Cause.Obstacle obstacle) {
    return new Cause.Unreachable(Component.OUTSIDE_SERVICE, service.toString(), obstacle);
  }
}
