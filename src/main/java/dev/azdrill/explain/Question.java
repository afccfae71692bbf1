package dev.azdrill.explain;

import dev.azdrill.network.model.Protocol;
import java.util.Optional;

/**
 * A question about reachability, as somebody asks it.
 *
 * @param from a tier, an id or an address
 * @param to a tier, an id or an address
 * @param port the destination port; empty where the destination says it, and for ICMP, which has
 *     none
 */
public record Question(String from, String to, Optional<Integer> port, Protocol protocol) {
  /**
   * @throws UnusableQuestion for a port that is none, or with ICMP
   */
  public Question {
    if (port.isPresent() && protocol == Protocol.ICMP) {
      throw new UnusableQuestion(
          "--port has no effect with icmp, which has no ports: leave it out");
    }
    if (port.isPresent() && (port.get() < 1 || port.get() > 65_535)) {
      throw new UnusableQuestion("expected --port from 1 to 65535, saw " + port.get());
    }
  }
}
