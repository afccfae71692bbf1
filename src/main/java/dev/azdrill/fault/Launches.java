package dev.azdrill.fault;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What Auto Scaling says of its launches. */
final class Launches {
  private Launches() {}

  /** A sentence when a launch in this zone was refused since {@code from}. */
  static Optional<String> refusedIn(FaultContext context, String zone, Instant from) {
    return context
        .aws()
        .autoScaling()
        .describeScalingActivities(
            r -> r.autoScalingGroupName(context.group().autoScalingGroupName()))
        .activities()
        .stream()
        .filter(a -> a.statusCode() == ScalingActivityStatusCode.FAILED)
        .filter(a -> !a.startTime().isBefore(from))
        .map(Activity::statusMessage)
        .filter(message -> message != null && message.contains("(" + zone + ")"))
        .findFirst()
        .map(message -> "Auto Scaling was refused: " + message);
  }
}
