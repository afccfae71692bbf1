package dev.azdrill.simulator.dataplane;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service outside the VPC that an application calls.
 *
 * @param host its DNS name
 * @param port TCP
 * @param address where its name leads: one in TEST-NET-1, which nobody has. Whom it belongs to does
 *     not matter; that it is on the internet does
 */
record CalledService(String host, int port, String address) {
  private static final Pattern TEXT = Pattern.compile("([^:]+):(\\d{1,5})");
  private static final int HOSTS = 254;

  /** Of {@code host:port}; empty for anything else. */
  static Optional<CalledService> parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(match.group(2));
    return port >= 1 && port <= 65_535
        ? Optional.of(new CalledService(match.group(1), port, addressOf(match.group(1))))
        : Optional.empty();
  }

  private static String addressOf(String host) {
    return "192.0.2." + (1 + Math.floorMod(host.hashCode(), HOSTS));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
