package dev.azdrill.platform.simulator;

import dev.azdrill.simulator.world.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What no description of a stack tells, and its twin needs: what its application is like.
 *
 * @param boot from when an instance runs until its application answers; empty for the simulator's
 *     own range
 * @param capacity how many requests per second the application on one instance serves, from 1;
 *     empty where the instance's type decides
 * @param outbound the services outside the VPC that every request calls, as {@code host:port}
 */
public record TwinAssumptions(
    Optional<Duration> boot, Optional<Integer> capacity, List<String> outbound) {
  /** Nobody said anything. */
  public static final TwinAssumptions NONE =
      new TwinAssumptions(Optional.empty(), Optional.empty(), List.of());

  /** What the simulator assumes of the boot where nothing is said: {@code 10 to 60 s}. */
  public static String bootRange() {
    return Timing.APPLICATION_BOOT.least().toSeconds()
        + " to "
        + Timing.APPLICATION_BOOT.most().toSeconds()
        + " s";
  }

  public TwinAssumptions {
    outbound = List.copyOf(outbound);
  }
}
