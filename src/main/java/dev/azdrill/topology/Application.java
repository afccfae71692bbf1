package dev.azdrill.topology;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the application is like, as far as no AWS API tells it: how much one instance serves, and
 * what it needs from outside. In a blueprint:
 *
 * <pre>{@code
 * application:
 *   capacity: 100
 *   outbound: [payments.example.com:443]
 * }</pre>
 *
 * <p>It is written into tags of the instances, where the simulated data plane reads it.
 *
 * @param capacity how many requests per second one instance serves, 1 to 1,000,000; empty for what
 *     the simulator estimates for its instance type
 * @param outbound the services outside the VPC that every request calls: a request fails when one
 *     of them cannot be reached. At most ten, each once
 */
public record Application(OptionalInt capacity, List<OutsideService> outbound) {
  /** Nothing is known of it: it serves what its instance type does and needs nothing. */
  public static final Application UNKNOWN = new Application(OptionalInt.empty(), List.of());

  private static final int CAPACITY_MAX = 1_000_000;
  private static final int OUTBOUND_MAX = 10;

  /** As long as the value of a tag may be. */
  private static final int OUTBOUND_TEXT_MAX = 256;

  /**
   * @throws BlueprintException when a number is out of range or a service is named twice
   */
  public Application {
    if (capacity.isPresent() && (capacity.getAsInt() < 1 || capacity.getAsInt() > CAPACITY_MAX)) {
      throw new BlueprintException(
          "capacity",
          "requests per second from 1 to " + CAPACITY_MAX,
          String.valueOf(capacity.getAsInt()),
          "change it");
    }
    outbound = List.copyOf(outbound);
    Set<OutsideService> before = new HashSet<>();
    for (int i = 0; i < outbound.size(); i++) {
      if (!before.add(outbound.get(i))) {
        throw new BlueprintException(
            "outbound[" + i + "]",
            "services that differ",
            outbound.get(i) + " twice",
            "name each service once");
      }
    }
    if (outbound.size() > OUTBOUND_MAX || text(outbound).length() > OUTBOUND_TEXT_MAX) {
      throw new BlueprintException(
          "outbound",
          "at most "
              + OUTBOUND_MAX
              + " services, and "
              + OUTBOUND_TEXT_MAX
              + " characters in all, because a tag keeps them",
          outbound.size() + " services, " + text(outbound).length() + " characters",
          "name those on which requests depend most");
    }
  }

  /** The services as a tag keeps them: {@code host:port}, with spaces between. */
  public String outboundText() {
    return text(outbound);
  }

  private static String text(List<OutsideService> services) {
    return services.stream().map(OutsideService::toString).collect(Collectors.joining(" "));
  }
}
