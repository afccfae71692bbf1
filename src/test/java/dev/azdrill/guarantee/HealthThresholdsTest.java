package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** What so and so many healthy targets are enough for. */
class HealthThresholdsTest {
  private static final String ROUTING =
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";
  private static final String DNS = "target_group_health.dns_failover.minimum_healthy_targets.";
  private static final TargetGroup WEB =
      TargetGroup.builder().targetGroupArn("arn").targetGroupName("web").build();

  private static HealthThresholds with(String key, String value, String crossZone) {
    return new HealthThresholds(
        Inventory.builder()
            .add(
                Kind.TARGET_GROUP_ATTRIBUTE,
                "arn",
                List.of(
                    TargetGroupAttribute.builder().key(key).value(value).build(),
                    TargetGroupAttribute.builder()
                        .key("load_balancing.cross_zone.enabled")
                        .value(crossZone)
                        .build()))
            .build());
  }

  private static AutoScalingGroup groupOf(int instances) {
    return AutoScalingGroup.builder().desiredCapacity(instances).build();
  }

  @ParameterizedTest(name = "{0} {1} with {2} instances: {3}")
  @CsvSource({
    "count, 1, 2, false",
    "count, 2, 2, true",
    "count, 2, 3, false",
    "count, 5, 1, false",
    "percentage, off, 2, false",
    "percentage, 50, 2, false",
    "percentage, 51, 2, true",
    "percentage, 66, 3, false",
    "percentage, 67, 3, true"
  })
  void after_the_loss_of_an_instance_the_others_are_enough(
      String unit, String value, int instances, boolean isTooHigh) {
    Optional<Finding> found =
        with(ROUTING + unit, value, "use_load_balancer_configuration")
            .afterAnInstance(groupOf(instances), WEB);

    assertThat(found.isPresent()).isEqualTo(isTooHigh);
  }

  @ParameterizedTest(name = "{0} {1} with {2} instances in {3} zones, cross-zone {4}: {5}")
  @CsvSource({
    "count, 1, 2, 2, true, false",
    "count, 2, 2, 2, true, true",
    "count, 2, 5, 2, true, false",
    "count, 3, 5, 2, true, true",
    "count, 4, 6, 3, true, false",
    "count, 5, 6, 3, true, true",
    "count, 2, 4, 2, false, false",
    "count, 3, 4, 2, false, true",
    "percentage, 50, 4, 2, true, false",
    "percentage, 51, 4, 2, true, true",
    "percentage, 100, 4, 2, false, false",
    "count, 9, 4, 1, true, false"
  })
  void after_the_loss_of_a_zone_the_others_keep_their_addresses_in_dns(
      String unit, String value, int instances, int zones, String crossZone, boolean isTooHigh) {
    Optional<Finding> found =
        with(DNS + unit, value, crossZone).afterAZone(groupOf(instances), WEB, zones);

    assertThat(found.isPresent()).isEqualTo(isTooHigh);
  }

  @ParameterizedTest(name = "the target group says {0}, its load balancer {1}: {2}")
  @CsvSource({
    "use_load_balancer_configuration, false, true",
    "use_load_balancer_configuration, true, false",
    "true, false, false",
    "false, true, true",
    "use_load_balancer_configuration, , false"
  })
  void zones_are_kept_apart_where_the_load_balancer_says_so_and_the_target_group_nothing_else(
      String said, String byLoadBalancer, boolean isTooHigh) {
    LoadBalancerAttribute attribute =
        LoadBalancerAttribute.builder()
            .key("load_balancing.cross_zone.enabled")
            .value(byLoadBalancer)
            .build();
    HealthThresholds thresholds =
        new HealthThresholds(
            with(DNS + "count", "3", said).inventory().toBuilder()
                .add(
                    Kind.LOAD_BALANCER,
                    List.of(
                        LoadBalancer.builder()
                            .loadBalancerArn("balancer")
                            .type("network")
                            .scheme("internet-facing")
                            .build()))
                .add(Kind.LOAD_BALANCER_ATTRIBUTE, "balancer", List.of(attribute))
                .build());
    TargetGroup targets = WEB.toBuilder().loadBalancerArns("balancer").build();

    assertThat(thresholds.afterAZone(groupOf(6), targets, 3).isPresent()).isEqualTo(isTooHigh);
  }

  @Test
  void what_is_found_names_the_threshold_and_what_is_left() {
    assertThat(with(ROUTING + "percentage", "51", "true").afterAnInstance(groupOf(2), WEB))
        .map(Finding::toString)
        .hasValue(
            "web sends requests to unhealthy targets, too, while fewer than 51 % are healthy, and"
                + " the loss of one of 2 leaves 1");
    assertThat(with(DNS + "count", "2", "true").afterAZone(groupOf(2), WEB, 2))
        .map(Finding::toString)
        .hasValue(
            "web takes the addresses of no zone out of DNS where all have fewer than 2 healthy"
                + " targets, and the loss of one of 2 zones leaves 1 of 2");
  }
}
