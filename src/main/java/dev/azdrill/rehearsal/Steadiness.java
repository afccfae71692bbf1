package dev.azdrill.rehearsal;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What of a stack was not in its steady state when it was described. Its twin starts from there,
 * but not from why it was so: an application that fails there answers in the twin.
 */
final class Steadiness {
  private static final String AVAILABLE = "available";
  private static final String HEALTHY = "Healthy";

  private final Inventory part;
  private final List<String> disturbances = new ArrayList<>();

  private Steadiness(Inventory part) {
    this.part = part;
  }

  /**
   * What speaks against it, a sentence each without a full stop; none where it was steady.
   *
   * @param part what is drilled and watched
   */
  static List<String> disturbances(Inventory part) {
    Steadiness steadiness = new Steadiness(part);
    part.all(Kind.AUTO_SCALING_GROUP).forEach(steadiness::group);
    part.owned(Kind.TARGET_HEALTH).stream()
        .filter(each -> each.owner().filter(steadiness::isWatched).isPresent())
        .map(Inventory.Owned::value)
        .forEach(steadiness::target);
    part.all(Kind.DB_INSTANCE).forEach(steadiness::database);
    return List.copyOf(steadiness.disturbances);
  }

  private boolean isWatched(String targetGroupArn) {
    return part.all(Kind.TARGET_GROUP).stream()
        .anyMatch(each -> targetGroupArn.equals(each.targetGroupArn()));
  }

  private void group(AutoScalingGroup group) {
    Map<String, Instance> instances =
        part.all(Kind.INSTANCE).stream()
            .filter(each -> each.instanceId() != null)
            .collect(
                Collectors.toMap(
                    Instance::instanceId, each -> each, (one, other) -> one, TreeMap::new));
    long inService =
        group.instances().stream()
            .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
            .count();
    if (!Objects.equals(group.desiredCapacity(), (int) inService)) {
      disturbances.add(
          group.autoScalingGroupName()
              + " had "
              + inService
              + " instances in service and desired "
              + group.desiredCapacity());
    }
    for (software.amazon.awssdk.services.autoscaling.model.Instance member : group.instances()) {
      Instance instance = instances.get(member.instanceId());
      if (instance != null
          && instance.state() != null
          && instance.state().name() != InstanceStateName.RUNNING) {
        disturbances.add(member.instanceId() + " was " + instance.state().nameAsString());
      }
      if (member.healthStatus() != null && !HEALTHY.equalsIgnoreCase(member.healthStatus())) {
        disturbances.add(member.instanceId() + " was " + member.healthStatus() + " to its group");
      }
    }
  }

  private void target(TargetHealthDescription target) {
    TargetHealth health = target.targetHealth();
    if (health != null && health.state() != TargetHealthStateEnum.HEALTHY) {
      disturbances.add(
          "the target "
              + (target.target() == null ? "without an id" : target.target().id())
              + " was "
              + health.stateAsString()
              + (health.reasonAsString() == null ? "" : " (" + health.reasonAsString() + ")"));
    }
  }

  private void database(DBInstance database) {
    if (!AVAILABLE.equals(database.dbInstanceStatus())) {
      disturbances.add(
          "the database "
              + database.dbInstanceIdentifier()
              + " was "
              + database.dbInstanceStatus());
    }
  }
}
