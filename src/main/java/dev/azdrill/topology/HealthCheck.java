package dev.azdrill.topology;

import java.time.Duration;

/**
 * How the load balancer asks its targets whether they are well.
 *
 * @param path of the request, begins with a slash
 * @param interval between two checks, 5 to 300 s
 * @param timeout after which no answer is a failure, 2 to 120 s and shorter than the interval
 * @param healthy how many answers in a row make an unhealthy target healthy, 2 to 10
 * @param unhealthy how many failures in a row make a target unhealthy, 2 to 10
 */
public record HealthCheck(
    String path, Duration interval, Duration timeout, int healthy, int unhealthy) {
  /**
   * @throws BlueprintException when AWS would refuse it
   */
  public HealthCheck {
    if (!path.startsWith("/")) {
      throw new BlueprintException(
          "path", "a path that begins with /", "'" + path + "'", "write one such as /health");
    }
    requireSeconds("interval", interval, 5, 300);
    requireSeconds("timeout", timeout, 2, 120);
    if (timeout.compareTo(interval) >= 0) {
      throw new BlueprintException(
          "timeout",
          "less than the interval of " + interval.toSeconds() + " s",
          timeout.toSeconds() + " s",
          "shorten the timeout");
    }
    requireRange("healthy", healthy, 2, 10);
    requireRange("unhealthy", unhealthy, 2, 10);
  }

  static void requireSeconds(String path, Duration duration, long min, long max) {
    if (duration.toSeconds() < min
        || duration.toSeconds() > max
        || !duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
      throw new BlueprintException(
          path,
          "whole seconds from " + min + "s to " + max + "s, as AWS allows",
          duration.toMillis() / 1000.0 + " s",
          "change it");
    }
  }

  static void requireRange(String path, int value, int min, int max) {
    if (value < min || value > max) {
      throw new BlueprintException(
          path,
          "a number from " + min + " to " + max + ", as AWS allows",
          String.valueOf(value),
          "change it");
    }
  }
}
