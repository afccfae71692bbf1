package dev.azdrill.topology;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the load balancer checks the health of its targets.
 *
 * <p>Source of the limits: Elastic Load Balancing API Reference (version 2015-12-01),
 * "CreateTargetGroup": HealthCheckPath, HealthCheckIntervalSeconds, HealthCheckTimeoutSeconds,
 * HealthyThresholdCount, UnhealthyThresholdCount; User Guide for Application Load Balancers,
 * "Health checks for Application Load Balancer target groups".
 *
 * @param path of the request: begins with a slash, printable ASCII without spaces, at most 1024
 *     characters
 * @param interval between two checks, 5 to 300 s
 * @param timeout after which no answer is a failure, 2 to 120 s and shorter than the interval
 * @param healthy how many successes in a row make an unhealthy target healthy, 2 to 10
 * @param unhealthy how many failures in a row make a target unhealthy, 2 to 10
 */
public record HealthCheck(
    String path, Duration interval, Duration timeout, int healthy, int unhealthy) {
  private static final Pattern PATH = Pattern.compile("/[!-~]*");
  private static final int PATH_LENGTH_MAX = 1024;

  /**
   * @throws BlueprintException when AWS would refuse it
   */
  public HealthCheck {
    Require.text(
        "path",
        PATH,
        PATH_LENGTH_MAX,
        path,
        "a path that begins with / and has printable ASCII characters only, without spaces",
        "/health");
    Require.seconds("interval", interval, 5, 300);
    Require.seconds("timeout", timeout, 2, 120);
    if (timeout.compareTo(interval) >= 0) {
      throw new BlueprintException(
          "timeout",
          "less than the interval of " + interval.toSeconds() + " s",
          timeout.toSeconds() + " s",
          "shorten the timeout");
    }
    Require.range("healthy", healthy, 2, 10);
    Require.range("unhealthy", unhealthy, 2, 10);
  }
}
