package dev.azdrill.simulator.dataplane;

import java.time.Duration;

/**
 * What a client sees of one request.
 *
 * @param took until the answer, or until the client gave up
 * @param outcome an HTTP status, or {@code timeout}, {@code refused}, {@code unresolved}
 * @param success whether the application served it: any status below 500
 * @param zone of the load balancer node that was asked, or empty text
 * @param instanceId of the target that answered, or empty text
 */
record RequestOutcome(
    Duration took, String outcome, boolean success, String zone, String instanceId) {
  private static final int SERVER_ERROR = 500;

  static RequestOutcome status(Duration took, int status, String zone, String instanceId) {
    return new RequestOutcome(
        took, Integer.toString(status), status < SERVER_ERROR, zone, instanceId);
  }

  static RequestOutcome none(Duration took, String outcome, String zone) {
    return new RequestOutcome(took, outcome, false, zone, "");
  }
}
