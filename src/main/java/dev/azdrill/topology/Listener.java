package dev.azdrill.topology;

import java.util.OptionalInt;

/**
 * A port at which the load balancer listens.
 *
 * <p>Source of the limits: Elastic Load Balancing API Reference (version 2015-12-01),
 * "CreateListener": Port.
 *
 * @param port 1 to 65535
 * @param secure whether it speaks TLS (HTTPS), else HTTP
 * @param redirectTo the port that clients are sent to with HTTPS; empty when requests are forwarded
 *     to the application
 */
public record Listener(int port, boolean secure, OptionalInt redirectTo) {
  /**
   * @throws BlueprintException when a port is out of range or redirects to itself
   */
  public Listener {
    Require.port("port", port);
    if (redirectTo.isPresent()) {
      Require.port("redirect-to", redirectTo.getAsInt());
      if (redirectTo.getAsInt() == port) {
        throw new BlueprintException(
            "redirect-to", "another port", "its own port " + port, "redirect to the HTTPS port");
      }
    }
  }
}
