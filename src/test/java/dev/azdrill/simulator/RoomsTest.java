package dev.azdrill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.ApiCalls;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which changes are seen in which descriptions. */
class RoomsTest {
  private static final Map<String, String> READS =
      Map.of(
          "DescribeDBInstances", "rds",
          "DescribeEvents", "rds",
          "DescribeAutoScalingGroups", "autoscaling",
          "DescribeScalingActivities", "autoscaling",
          "DescribeTrafficSources", "autoscaling",
          "DescribeTargetHealth", "elasticloadbalancing",
          "DescribeInstances", "ec2",
          "DescribeAlarms", "monitoring");

  private final SimulatorPlatform platform = SimulatorPlatform.create("rooms");
  private final Region region = platform.region();

  RoomsTest() {
    new Provisioner(platform.session(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "rooms", "test");
    region.kernel().advance(Duration.ofMinutes(30));
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private Map<String, Long> editions() {
    Map<String, Long> editions = new LinkedHashMap<>();
    READS.forEach(
        (read, service) -> editions.put(read, region.edition(service, read).orElseThrow()));
    return editions;
  }

  private Map<String, Long> changed(Map<String, Long> before) {
    Map<String, Long> now = editions();
    now.entrySet().removeIf(each -> before.get(each.getKey()).equals(each.getValue()));
    return now;
  }

  @Test
  void nothing_is_another_as_long_as_nothing_happens() {
    Map<String, Long> before = editions();
    platform.session().rds().describeDBInstances();
    region.kernel().advance(Duration.ofSeconds(1));

    assertThat(changed(before)).isEmpty();
  }

  @Test
  void whatever_is_written_may_be_seen_in_all_that_is_described() {
    Map<String, Long> before = editions();
    Somebody.beside(platform.session()).ec2().allocateAddress();

    assertThat(changed(before)).hasSameSizeAs(READS);
  }

  @Test
  void so_may_a_fact() {
    Map<String, Long> before = editions();
    region.kernel().write(() -> holds(new Fact.ZoneWithoutPower("eu-west-2a"), true));

    assertThat(changed(before)).hasSameSizeAs(READS);
  }

  @Test
  void a_call_that_may_be_throttled_matters_by_itself() {
    Fact throttled = new Fact.ApiThrottled(new ApiCalls(Optional.of("rds"), Optional.empty()), 30);
    region.kernel().write(() -> holds(throttled, true));
    assertThat(region.edition("rds", "DescribeDBInstances")).isEmpty();

    region.kernel().write(() -> holds(throttled, false));
    assertThat(region.edition("rds", "DescribeDBInstances")).isPresent();
  }

  @Test
  void what_happens_to_a_database_is_seen_neither_in_groups_nor_in_their_targets() {
    Somebody.beside(platform.session())
        .rds()
        .rebootDBInstance(r -> r.dbInstanceIdentifier("rooms-database").forceFailover(true));
    Map<String, Long> before = editions();
    region.kernel().advanceToChange(region.kernel().now().plusSeconds(30));

    assertThat(changed(before))
        .containsOnlyKeys(
            "DescribeDBInstances", "DescribeEvents", "DescribeInstances", "DescribeAlarms");
  }

  @Test
  void a_drained_target_is_seen_in_its_group() {
    String group =
        platform
            .session()
            .autoScaling()
            .describeAutoScalingGroups()
            .autoScalingGroups()
            .get(0)
            .autoScalingGroupName();
    Somebody.beside(platform.session())
        .autoScaling()
        .updateAutoScalingGroup(r -> r.autoScalingGroupName(group).minSize(1).desiredCapacity(1));
    boolean isDrained = false;
    for (int change = 0; change < 10 && !isDrained; change++) {
      Map<String, Long> before = editions();
      boolean wasDraining = isDraining();
      region.kernel().advanceToChange(region.kernel().now().plusSeconds(600));
      isDrained = wasDraining && !isDraining();
      if (isDrained) {
        assertThat(changed(before))
            .containsKeys(
                "DescribeTargetHealth", "DescribeAutoScalingGroups", "DescribeScalingActivities")
            .doesNotContainKeys("DescribeDBInstances", "DescribeEvents");
      }
    }
    assertThat(isDrained).isTrue();
  }

  private boolean holds(Fact fact, boolean holds) {
    if (holds) {
      region.facts().establish(fact);
    } else {
      region.facts().clear(fact);
    }
    return holds;
  }

  private boolean isDraining() {
    String group =
        platform
            .session()
            .elasticLoadBalancing()
            .describeTargetGroups()
            .targetGroups()
            .get(0)
            .targetGroupArn();
    return platform
        .session()
        .elasticLoadBalancing()
        .describeTargetHealth(r -> r.targetGroupArn(group))
        .targetHealthDescriptions()
        .stream()
        .anyMatch(each -> "draining".equals(each.targetHealth().stateAsString()));
  }
}
