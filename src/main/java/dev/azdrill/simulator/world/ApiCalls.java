package dev.azdrill.simulator.world;

import java.util.Optional;

/**
 * Calls of the region's API by anybody.
 *
 * @param service the name that requests are signed for; empty for every service
 * @param operation such as {@code DescribeInstances}; empty for every operation
 */
public record ApiCalls(Optional<String> service, Optional<String> operation) {
  /** Whether a call is one of them. */
  public boolean include(Service called, String action) {
    return service.map(called.signingName()::equals).orElse(true)
        && operation.map(action::equals).orElse(true);
  }
}
