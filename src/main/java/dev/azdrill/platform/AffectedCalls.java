package dev.azdrill.platform;

import java.util.Optional;

/**
 * Calls of AWS's API, by whoever makes them.
 *
 * @param service the name that requests are signed for, such as {@code ec2}; empty for every
 *     service
 * @param operation such as {@code DescribeInstances}; empty for every operation
 */
public record AffectedCalls(Optional<String> service, Optional<String> operation) {
  /** For people: {@code calls of ec2 DescribeInstances}. */
  public String words() {
    return "calls of "
        + service.orElse("all services")
        + operation.map(each -> " " + each).orElse("");
  }
}
