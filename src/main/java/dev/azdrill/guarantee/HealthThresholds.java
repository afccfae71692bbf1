package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * With how many healthy targets a target group goes on as if nothing were wrong: with fewer than
 * one threshold its load balancer sends requests to unhealthy targets, too; with fewer than the
 * other its nodes leave DNS, and where all would, none does. What is in force after the loss of one
 * instance, or of one zone, must be neither.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-health">Target
 * group health</a>.
 *
 * @param inventory in which the attributes of target groups are
 */
record HealthThresholds(Inventory inventory) {
  private static final String PREFIX = "target_group_health.";
  private static final String ROUTING = PREFIX + "unhealthy_state_routing.minimum_healthy_targets.";
  private static final String DNS = PREFIX + "dns_failover.minimum_healthy_targets.";
  private static final String COUNT = "count";
  private static final String PERCENTAGE = "percentage";
  private static final String OFF = "off";
  private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
  private static final String AS_THE_LOAD_BALANCER = "use_load_balancer_configuration";

  /** Of a group of one there is nothing left: other claims say that. */
  Optional<Finding> afterAnInstance(AutoScalingGroup group, TargetGroup targets) {
    int all = sizeOf(group);
    return all < 2
        ? Optional.empty()
        : tooHigh(targets, ROUTING, all - 1, all)
            .map(
                threshold ->
                    violated(
                        targets,
                        "sends requests to unhealthy targets, too, while fewer than "
                            + threshold
                            + " are healthy, and the loss of one of "
                            + all
                            + " leaves "
                            + (all - 1)));
  }

  /**
   * What is left by the zone that has most of them, as they are spread evenly.
   *
   * @param zones in how many it may stand
   */
  Optional<Finding> afterAZone(AutoScalingGroup group, TargetGroup targets, int zones) {
    int all = sizeOf(group);
    if (all < 2 || zones < 2) {
      return Optional.empty();
    }
    boolean isOfZones =
        said(targets, CROSS_ZONE)
            .filter(each -> !each.equals(AS_THE_LOAD_BALANCER))
            .or(() -> saidByLoadBalancer(targets))
            .filter("false"::equals)
            .isPresent();
    int left = isOfZones ? all / zones : all - (all + zones - 1) / zones;
    return tooHigh(targets, DNS, left, isOfZones ? left : all)
        .map(
            threshold ->
                violated(
                    targets,
                    "takes the addresses of no zone out of DNS where all have fewer than "
                        + threshold
                        + " healthy targets, and the loss of one of "
                        + zones
                        + " zones leaves "
                        + left
                        + " of "
                        + all));
  }

  private static Finding violated(TargetGroup targets, String text) {
    return Finding.violated(String.valueOf(targets.targetGroupName()), text);
  }

  private static int sizeOf(AutoScalingGroup group) {
    return group.desiredCapacity() == null ? 0 : group.desiredCapacity();
  }

  /** The threshold that so many healthy ones of all do not reach, as it is to be said. */
  private Optional<String> tooHigh(TargetGroup targets, String threshold, int healthy, int all) {
    Optional<String> count =
        said(targets, threshold + COUNT).filter(each -> healthy < Integer.parseInt(each));
    return count.or(
        () ->
            said(targets, threshold + PERCENTAGE)
                .filter(each -> healthy * 100L < Long.parseLong(each) * all)
                .map(each -> each + " %"));
  }

  private Optional<String> said(TargetGroup targets, String key) {
    return inventory.of(Kind.TARGET_GROUP_ATTRIBUTE, targets.targetGroupArn()).stream()
        .filter(each -> key.equals(each.key()))
        .flatMap(each -> Stream.ofNullable(each.value()))
        .filter(value -> !value.equals(OFF))
        .findFirst();
  }

  /** Of an application load balancer no zone is kept apart unless a target group says so. */
  private Optional<String> saidByLoadBalancer(TargetGroup targets) {
    return new Architecture(inventory)
        .networkLoadBalancers().stream()
            .map(LoadBalancer::loadBalancerArn)
            .filter(targets.loadBalancerArns()::contains)
            .flatMap(arn -> inventory.of(Kind.LOAD_BALANCER_ATTRIBUTE, arn).stream())
            .filter(each -> CROSS_ZONE.equals(each.key()))
            .flatMap(each -> Stream.ofNullable(each.value()))
            .min(Comparator.naturalOrder());
  }

  static List<Mutant> ofRouting() {
    return List.of(
        new Mutant("unhealthy targets get requests below three", setting(ROUTING + COUNT, "3")),
        new Mutant(
            "unhealthy targets get requests below 51 percent",
            setting(ROUTING + PERCENTAGE, "51")));
  }

  static List<Mutant> ofDns() {
    return List.of(
        new Mutant("a zone leaves DNS below fifty healthy targets", setting(DNS + COUNT, "50")),
        new Mutant(
            "a zone leaves DNS below 51 percent of healthy targets",
            setting(DNS + PERCENTAGE, "51")),
        new Mutant(
            "each zone leaves DNS below two healthy targets of its own",
            sound -> setting(CROSS_ZONE, "false").apply(setting(DNS + COUNT, "2").apply(sound))));
  }

  private static UnaryOperator<Inventory> setting(String key, String value) {
    return sound ->
        sound.map(
            Kind.TARGET_GROUP_ATTRIBUTE,
            each -> key.equals(each.key()) ? each.copy(a -> a.value(value)) : each);
  }
}
