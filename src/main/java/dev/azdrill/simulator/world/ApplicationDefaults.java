package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Optional;

/**
 * What is assumed of the application on an instance that does not say it by its own tags.
 *
 * @param capacity how many requests per second it serves, from 1; empty where the instance's type
 *     decides
 * @param outbound the services outside the VPC that every request calls, as {@code host:port}
 */
public record ApplicationDefaults(Optional<Integer> capacity, List<String> outbound) {
  /** The type decides, and it calls nobody. */
  public static final ApplicationDefaults NONE =
      new ApplicationDefaults(Optional.empty(), List.of());

  public ApplicationDefaults {
    outbound = List.copyOf(outbound);
  }
}
