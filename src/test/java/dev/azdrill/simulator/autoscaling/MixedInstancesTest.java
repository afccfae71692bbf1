package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/**
 * Source: Amazon EC2 Auto Scaling User Guide, "Auto Scaling groups with multiple instance types and
 * purchase options"; API Reference, "InstancesDistribution".
 */
class MixedInstancesTest {
  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private static MixedInstancesPolicy policy(
      Consumer<InstancesDistribution.Builder> distribution, String... types) {
    return MixedInstancesPolicy.builder()
        .launchTemplate(
            t ->
                t.launchTemplateSpecification(s -> s.launchTemplateId("lt-1").version("$Latest"))
                    .overrides(
                        Arrays.stream(types)
                            .map(each -> LaunchTemplateOverrides.builder().instanceType(each))
                            .map(LaunchTemplateOverrides.Builder::build)
                            .toList()))
        .instancesDistribution(distribution)
        .build();
  }

  private static CreateAutoScalingGroupRequest.Builder wanted(
      int desired, MixedInstancesPolicy it) {
    return AutoScalingUnderTest.wanted()
        .launchTemplate((LaunchTemplateSpecification) null)
        .mixedInstancesPolicy(it)
        .minSize(0)
        .maxSize(12)
        .desiredCapacity(desired);
  }

  private void update(MixedInstancesPolicy policy) {
    region
        .client()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME).mixedInstancesPolicy(policy));
  }

  private void desire(int capacity) {
    region
        .client()
        .setDesiredCapacity(
            r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME).desiredCapacity(capacity));
  }

  private boolean isSpot(Instance member) {
    return region.compute.describe(member.instanceId()).orElseThrow().instanceLifecycle()
        == InstanceLifecycleType.SPOT;
  }

  private long spot() {
    return region.inService().stream().filter(this::isSpot).count();
  }

  private Map<String, Long> types() {
    Map<String, Long> types = new TreeMap<>();
    region.inService().forEach(each -> types.merge(each.instanceType(), 1L, Long::sum));
    return types;
  }

  @ParameterizedTest
  @CsvSource({
    "6, 0, 100, 6",
    "6, 0, 0, 0",
    "6, 2, 0, 2",
    "6, 2, 50, 4",
    "7, 2, 50, 5",
    "1, 2, 0, 1",
    "0, 2, 50, 0",
    "10, 0, 1, 1"
  })
  void the_base_is_on_demand_and_of_the_rest_a_share_that_is_rounded_up(
      int capacity, int base, int percent, int onDemand) {
    MixedInstances mixed =
        new MixedInstances(
            policy(d -> d.onDemandBaseCapacity(base).onDemandPercentageAboveBaseCapacity(percent)));

    assertThat(mixed.onDemand(capacity)).isEqualTo(onDemand);
  }

  @Test
  void a_group_has_as_many_on_demand_as_its_distribution_asks_for() {
    region.settled(
        wanted(
            6,
            policy(
                d -> d.onDemandBaseCapacity(2).onDemandPercentageAboveBaseCapacity(25),
                "t3.small",
                "t3a.small")));

    assertThat(spot()).isEqualTo(3);
    assertThat(region.perZone().values()).containsOnly(3);
    assertThat(types().keySet()).isSubsetOf("t3.small", "t3a.small");
    assertThat(region.group().launchTemplate()).isNull();
    assertThat(region.group().instances())
        .allMatch(each -> each.launchTemplate().version().equals("1"));
  }

  @Test
  void what_is_not_said_has_a_default_and_is_described() {
    region.settled(wanted(2, policy(d -> {}, "t3.small")));

    InstancesDistribution distribution =
        region.group().mixedInstancesPolicy().instancesDistribution();
    assertThat(distribution.onDemandAllocationStrategy()).isEqualTo("prioritized");
    assertThat(distribution.onDemandBaseCapacity()).isZero();
    assertThat(distribution.onDemandPercentageAboveBaseCapacity()).isEqualTo(100);
    assertThat(distribution.spotAllocationStrategy()).isEqualTo("lowest-price");
    assertThat(distribution.spotInstancePools()).isEqualTo(2);
    assertThat(spot()).isZero();
  }

  @Test
  void on_demand_instances_are_of_the_first_type_that_can_be_had_and_the_last_goes_first() {
    region.settled(wanted(2, policy(d -> {}, "m5.large", "m5a.large")));
    assertThat(types()).isEqualTo(Map.of("m5.large", 2L));

    region.compute.lack("m5.large");
    desire(6);
    region.pass(Duration.ofMinutes(10));
    assertThat(types()).isEqualTo(Map.of("m5.large", 2L, "m5a.large", 4L));

    desire(2);
    region.pass(Duration.ofMinutes(10));
    assertThat(types()).isEqualTo(Map.of("m5.large", 2L));
  }

  @Test
  void where_no_type_can_be_had_the_activity_says_so_and_it_is_tried_again() {
    region.compute.lack("m5.large");
    region.compute.lack("m5a.large");
    region
        .client()
        .createAutoScalingGroup(wanted(2, policy(d -> {}, "m5.large", "m5a.large")).build());
    region.pass(Duration.ofMinutes(3));

    assertThat(region.inService()).isEmpty();
    assertThat(region.activities())
        .extracting(Activity::statusMessage)
        .anyMatch(each -> each.contains("No capacity for m5a.large"));
  }

  @Test
  void a_group_that_shrinks_gives_up_what_it_has_too_many_of() {
    region.settled(
        wanted(
            6,
            policy(
                d -> d.onDemandBaseCapacity(2).onDemandPercentageAboveBaseCapacity(0),
                "t3.small")));
    assertThat(spot()).isEqualTo(4);

    desire(3);
    region.pass(Duration.ofMinutes(10));

    assertThat(region.inService()).hasSize(3);
    assertThat(spot()).isEqualTo(1);
  }

  @Test
  void another_distribution_replaces_instances_gradually_and_a_newcomer_comes_first() {
    region.settled(
        wanted(
            4,
            policy(
                d -> d.onDemandBaseCapacity(0).onDemandPercentageAboveBaseCapacity(0),
                "t3.small")));
    assertThat(spot()).isEqualTo(4);

    update(
        policy(d -> d.onDemandBaseCapacity(3).onDemandPercentageAboveBaseCapacity(0), "t3.small"));
    for (int minute = 0; minute < 120; minute++) {
      region.pass(Duration.ofMinutes(1));
      assertThat(region.inService()).hasSizeBetween(4, 5);
    }

    assertThat(region.inService()).hasSize(4);
    assertThat(spot()).isEqualTo(1);
    assertThat(region.perZone().values()).containsOnly(2);
    assertThat(region.activities())
        .extracting(Activity::cause)
        .anyMatch(each -> each.contains("fewer On-Demand Instances than its instances"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void zones_are_evened_out_without_a_change_of_what_is_on_demand(int onDemand) {
    region.settled(
        wanted(
            4,
            policy(
                d -> d.onDemandBaseCapacity(onDemand).onDemandPercentageAboveBaseCapacity(0),
                "t3.small")));
    Fact full = new Fact.ZoneWithoutCapacity("eu-west-2b");
    region.world.facts().establish(full);
    for (Instance each : region.inService()) {
      if (each.availabilityZone().equals("eu-west-2b")) {
        region
            .client()
            .terminateInstanceInAutoScalingGroup(
                r -> r.instanceId(each.instanceId()).shouldDecrementDesiredCapacity(false));
      }
    }
    region.pass(Duration.ofMinutes(10));
    assertThat(region.perZone()).isEqualTo(Map.of("eu-west-2a", 4));
    region.world.facts().clear(full);

    region.pass(Duration.ofHours(2));

    assertThat(region.perZone().values()).containsExactly(2, 2);
    assertThat(spot()).isEqualTo(4 - onDemand);
    assertThat(region.compute.launches()).as("four, two for those lost, two moved").hasSize(8);
  }

  @Test
  void spot_instances_are_spread_over_as_many_types_as_is_asked_for() {
    region.settled(
        wanted(
            12,
            policy(
                d -> d.onDemandPercentageAboveBaseCapacity(0).spotInstancePools(2),
                "t3.small",
                "t3a.small",
                "t2.small")));

    assertThat(types().keySet()).containsExactly("t3.small", "t3a.small");
  }

  @Test
  void an_update_keeps_what_it_does_not_say() {
    region.settled(
        wanted(
            2,
            policy(
                d ->
                    d.onDemandBaseCapacity(1)
                        .onDemandPercentageAboveBaseCapacity(0)
                        .spotAllocationStrategy("capacity-optimized"),
                "t3.small",
                "t3a.small")));

    update(
        MixedInstancesPolicy.builder()
            .instancesDistribution(d -> d.onDemandPercentageAboveBaseCapacity(50))
            .build());

    MixedInstancesPolicy now = region.group().mixedInstancesPolicy();
    assertThat(now.instancesDistribution().onDemandBaseCapacity()).isEqualTo(1);
    assertThat(now.instancesDistribution().onDemandPercentageAboveBaseCapacity()).isEqualTo(50);
    assertThat(now.instancesDistribution().spotAllocationStrategy())
        .isEqualTo("capacity-optimized");
    assertThat(now.instancesDistribution().spotInstancePools()).isNull();
    assertThat(now.launchTemplate().overrides())
        .extracting(LaunchTemplateOverrides::instanceType)
        .containsExactly("t3.small", "t3a.small");
  }

  @Test
  void a_launch_template_takes_the_place_of_the_policy_and_the_other_way_round() {
    region.settled(wanted(2, policy(d -> {}, "t3.small")));

    region
        .client()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName(AutoScalingUnderTest.NAME)
                    .launchTemplate(t -> t.launchTemplateId("lt-1")));
    assertThat(region.group().mixedInstancesPolicy()).isNull();
    assertThat(region.group().launchTemplate().launchTemplateName()).isEqualTo("web-template");

    update(policy(d -> {}, "t3.small"));
    assertThat(region.group().launchTemplate()).isNull();
  }

  @Test
  void what_contradicts_itself_or_is_not_simulated_is_refused() {
    refused(
        "either LaunchTemplate",
        AutoScalingUnderTest.wanted().mixedInstancesPolicy(policy(d -> {}, "t3.small")));
    refused(
        "must contain a LaunchTemplateSpecification",
        wanted(
            2,
            MixedInstancesPolicy.builder()
                .instancesDistribution(d -> d.onDemandBaseCapacity(1))
                .build()));
    refused("'fastest'", wanted(2, policy(d -> d.spotAllocationStrategy("fastest"))));
    refused("'cheapest'", wanted(2, policy(d -> d.onDemandAllocationStrategy("cheapest"))));
    refused("from 0 to 100", wanted(2, policy(d -> d.onDemandPercentageAboveBaseCapacity(101))));
    refused(
        "lowest-price SpotAllocationStrategy only",
        wanted(
            2, policy(d -> d.spotAllocationStrategy("capacity-optimized").spotInstancePools(3))));
    refused("from 1 to 20", wanted(2, policy(d -> d.spotInstancePools(21))));
    refused("SpotMaxPrice", wanted(2, policy(d -> d.spotMaxPrice("0.01"))));
    refused(
        "WeightedCapacity",
        wanted(
            2,
            policy(d -> {}, "t3.small")
                .copy(
                    p ->
                        p.launchTemplate(
                            t ->
                                t.launchTemplateSpecification(s -> s.launchTemplateId("lt-1"))
                                    .overrides(
                                        LaunchTemplateOverrides.builder()
                                            .instanceType("t3.large")
                                            .weightedCapacity("2")
                                            .build())))));
  }

  private void refused(String words, CreateAutoScalingGroupRequest.Builder request) {
    AutoScalingUnderTest.refused(
        "ValidationError", words, () -> region.client().createAutoScalingGroup(request.build()));
  }

  @Test
  void a_refresh_replaces_from_the_template_and_takes_no_other_one() {
    region.settled(wanted(2, policy(d -> {}, "t3.small")));
    AutoScalingUnderTest.refused(
        "ValidationError",
        "DesiredConfiguration",
        () ->
            region
                .client()
                .startInstanceRefresh(
                    r ->
                        r.autoScalingGroupName(AutoScalingUnderTest.NAME)
                            .desiredConfiguration(
                                c ->
                                    c.launchTemplate(
                                        t -> t.launchTemplateId("lt-1").version("1")))));
    region.latestVersion = 2;
    region.client().startInstanceRefresh(r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME));
    region.pass(Duration.ofHours(1));

    assertThat(region.inService())
        .hasSize(2)
        .allMatch(each -> each.launchTemplate().version().equals("2"))
        .allMatch(each -> each.instanceType().equals("t3.small"));
  }

  @Test
  void a_twin_of_it_goes_on_with_the_same_shares() {
    region.settled(
        wanted(
            4,
            policy(
                d -> d.onDemandBaseCapacity(2).onDemandPercentageAboveBaseCapacity(0),
                "t3.small")));
    try (AutoScalingUnderTest twin = region.twin()) {
      assertThat(twin.adopt(region.described())).isEmpty();
      assertThat(twin.group().mixedInstancesPolicy())
          .isEqualTo(region.group().mixedInstancesPolicy());

      twin.client()
          .setDesiredCapacity(
              r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME).desiredCapacity(3));
      twin.pass(Duration.ofMinutes(10));

      assertThat(twin.inService()).hasSize(3);
      assertThat(
              twin.inService().stream()
                  .map(each -> twin.compute.describe(each.instanceId()))
                  .flatMap(Optional::stream)
                  .filter(each -> each.instanceLifecycle() == InstanceLifecycleType.SPOT))
          .hasSize(1);
    }
  }

  @Test
  void every_launch_is_told_its_type_and_how_it_is_bought() {
    region.settled(
        wanted(
            2,
            policy(
                d -> d.onDemandBaseCapacity(1).onDemandPercentageAboveBaseCapacity(0),
                "t3.small")));

    assertThat(region.compute.launches())
        .extracting(Compute.Launch::instanceType)
        .containsOnly(Optional.of("t3.small"));
    assertThat(region.compute.launches())
        .extracting(Compute.Launch::isSpot)
        .isEqualTo(List.of(false, true));
  }
}
