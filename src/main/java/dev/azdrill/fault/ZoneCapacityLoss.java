package dev.azdrill.fault;

import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/**
 * EC2 has no capacity left in a zone: launches there are refused with {@code
 * InsufficientInstanceCapacity} until the undo. What runs goes on.
 *
 * @param zone the zone's name
 */
public record ZoneCapacityLoss(String zone) implements Fault {
  @Override
  public String name() {
    return "zone capacity loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Injected inject(Site site) {
    return Injected.by(
        this, site, () -> site.target().faults().exhaustZoneCapacity(zone), () -> refused(site));
  }

  private Optional<String> refused(Site site) {
    return site
        .target()
        .session()
        .autoScaling()
        .describeScalingActivities(r -> r.autoScalingGroupName(site.group().autoScalingGroupName()))
        .activities()
        .stream()
        .filter(a -> a.statusCode() == ScalingActivityStatusCode.FAILED)
        .map(Activity::statusMessage)
        .filter(message -> message != null && message.contains(zone))
        .findFirst()
        .map(message -> "Auto Scaling was refused: " + message);
  }
}
