package dev.azdrill.fault;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What Auto Scaling says of its launches. */
final class LaunchActivities {
  private LaunchActivities() {}

  private static Instant ended(Activity activity) {
    return Optional.ofNullable(activity.endTime()).orElse(activity.startTime());
  }

  /** The first one, when a launch in this zone was refused since {@code from}. */
  static Optional<Witness> refusedIn(FaultContext context, String zone, Instant from) {
    return context
        .aws()
        .autoScaling()
        .describeScalingActivities(
            r -> r.autoScalingGroupName(context.group().autoScalingGroupName()))
        .activities()
        .stream()
        .filter(a -> a.statusCode() == ScalingActivityStatusCode.FAILED)
        .filter(a -> !a.startTime().isBefore(from))
        .filter(a -> a.statusMessage() != null && a.statusMessage().contains("(" + zone + ")"))
        .min(Comparator.comparing(LaunchActivities::ended))
        .map(a -> Witness.happened(ended(a), "Auto Scaling was refused: " + a.statusMessage()));
  }
}
