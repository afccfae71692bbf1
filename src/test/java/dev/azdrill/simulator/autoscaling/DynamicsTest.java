package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CapacityDistributionStrategy;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** What groups do by themselves. */
class DynamicsTest {
  private static final String A = "eu-west-2a";
  private static final String B = "eu-west-2b";
  private static final String C = "eu-west-2c";

  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private static boolean serves(AutoScalingGroup group, int count) {
    return group.instances().stream()
            .filter(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
            .filter(i -> i.healthStatus().equals("Healthy"))
            .count()
        == count;
  }

  private static boolean isMember(AutoScalingGroup group, String instanceId) {
    return group.instances().stream().anyMatch(i -> i.instanceId().equals(instanceId));
  }

  @Test
  void a_new_group_launches_one_instance_in_each_zone() {
    region.client().createAutoScalingGroup(AutoScalingUnderTest.wanted().build());

    Duration took = region.until("two in service", group -> serves(group, 2));

    assertThat(took).isEqualTo(Duration.ofSeconds(12 + 10));
    assertThat(region.perZone()).isEqualTo(Map.of(A, 1, B, 1));
    assertThat(region.activities())
        .allSatisfy(
            activity -> {
              assertThat(activity.statusCode()).isEqualTo(ScalingActivityStatusCode.SUCCESSFUL);
              assertThat(activity.cause())
                  .isEqualTo(
                      "At 2026-01-05T09:00:00Z a user request created an AutoScalingGroup changing"
                          + " the desired capacity from 0 to 2.  At 2026-01-05T09:00:12Z an instance"
                          + " was started in response to a difference between desired and actual"
                          + " capacity, increasing the capacity from 0 to 2.");
            });
  }

  @Test
  void a_stopped_instance_is_replaced_at_once_in_its_zone_also_within_grace() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor().healthCheckGracePeriod(3600));
    String stopped = region.oneIn(A);

    region.compute.stop(stopped);
    Duration took =
        region.until(
            "two in service without it",
            group ->
                serves(group, 2)
                    && group.instances().stream()
                        .noneMatch(
                            i ->
                                i.instanceId().equals(stopped)
                                    && i.lifecycleState() == LifecycleState.IN_SERVICE));

    assertThat(took).isEqualTo(Duration.ofSeconds(1 + 10));
    assertThat(region.perZone()).isEqualTo(Map.of(A, 1, B, 1));
    assertThat(region.activities())
        .extracting(Activity::cause)
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .endsWith(
                        "an instance was taken out of service in response to an EC2 health check"
                            + " indicating it has been terminated or stopped."))
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .endsWith(
                        "an instance was launched in response to an unhealthy instance needing to be"
                            + " replaced."));
  }

  @Test
  void who_leaves_is_drained_before_it_is_terminated_although_it_is_stopped() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor());
    String stopped = region.oneIn(A);
    region.compute.stop(stopped);
    region.pass(Duration.ofSeconds(60));

    Activity terminating =
        region.activities().stream()
            .filter(a -> a.description().contains(stopped) && a.endTime() == null)
            .findFirst()
            .orElseThrow();
    assertThat(terminating.statusCode())
        .isEqualTo(ScalingActivityStatusCode.WAITING_FOR_ELB_CONNECTION_DRAINING);
    assertThat(region.compute.state(stopped)).isEqualTo(InstanceStateName.STOPPED);

    region.pass(ScriptedTargets.DRAINING.plusSeconds(36));
    assertThat(region.compute.state(stopped)).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(region.group().instances()).hasSize(2);
  }

  @Test
  void when_a_zone_loses_power_the_group_tries_there_in_vain_and_replaces_in_the_other_zone() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor());
    String dead = region.oneIn(A);

    region.cutPower(A);
    Duration took =
        region.until(
            "two in service that work",
            group -> region.perZone().equals(Map.of(B, 2)) && serves(group, 2));

    assertThat(took).isLessThan(Duration.ofMinutes(8));
    assertThat(region.activities())
        .filteredOn(a -> a.statusCode() == ScalingActivityStatusCode.FAILED)
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.description())
                  .isEqualTo(
                      "Launching a new EC2 instance.  Status Reason: No capacity in (eu-west-2a)."
                          + " Launching EC2 instance failed.");
              assertThat(failed.details())
                  .isEqualTo("{\"Subnet ID\":\"subnet-a\",\"Availability Zone\":\"eu-west-2a\"}");
            });
    region.pass(Duration.ofMinutes(30));
    assertThat(region.compute.state(dead)).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    assertThat(region.inService()).hasSize(2);
  }

  @Test
  void when_the_zone_returns_the_group_launches_there_before_it_terminates_elsewhere() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor());
    region.cutPower(A);
    region.pass(Duration.ofMinutes(20));
    assertThat(region.perZone()).isEqualTo(Map.of(B, 2));

    region.restorePower(A);
    region.until("three in service", group -> serves(group, 3));
    assertThat(region.perZone()).isEqualTo(Map.of(A, 1, B, 2));
    Duration rest =
        region.until(
            "one in each zone and nobody else",
            group -> group.instances().size() == 2 && region.perZone().equals(Map.of(A, 1, B, 1)));

    assertThat(rest).isLessThan(Duration.ofMinutes(10));
    assertThat(region.activities())
        .extracting(Activity::cause)
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .endsWith(
                        "availability zones {eu-west-2a eu-west-2b} had 0 2 instances respectively."
                            + " An instance was launched to aid in balancing the group's zones."))
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .contains(
                        "with other zones resulting in more than desired number of instances"));
  }

  @Test
  void a_suspended_rebalance_leaves_the_group_where_the_outage_drove_it() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor());
    region
        .client()
        .suspendProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("AZRebalance"));
    region.cutPower(A);
    region.pass(Duration.ofMinutes(20));
    region.restorePower(A);
    region.pass(Duration.ofHours(1));

    assertThat(region.perZone()).isEqualTo(Map.of(B, 2));
  }

  @Test
  void a_balanced_only_group_waits_for_its_zone() {
    region.settled(
        AutoScalingUnderTest.wantedBehindDoor()
            .availabilityZoneDistribution(
                d -> d.capacityDistributionStrategy(CapacityDistributionStrategy.BALANCED_ONLY)));
    region.cutPower(A);
    region.pass(Duration.ofMinutes(30));
    assertThat(region.perZone()).isEqualTo(Map.of(B, 1));
    long tries =
        region.activities().stream()
            .filter(a -> a.statusCode() == ScalingActivityStatusCode.FAILED)
            .count();
    assertThat(tries).as("with backoff").isBetween(5L, 12L);

    region.restorePower(A);
    Duration took = region.until("two in service", group -> serves(group, 2));
    assertThat(took).isEqualTo(Duration.ofSeconds(12 + 10));
    assertThat(region.perZone()).isEqualTo(Map.of(A, 1, B, 1));
  }

  @Test
  void unhealthy_applications_are_replaced_one_at_a_time_and_only_with_elb_health_checks() {
    region.settled(
        AutoScalingUnderTest.wantedBehindDoor()
            .desiredCapacity(6)
            .vpcZoneIdentifier("subnet-a,subnet-b,subnet-c"));
    List<String> sick =
        region.inService().stream()
            .filter(i -> i.availabilityZone().equals(C))
            .map(Instance::instanceId)
            .toList();
    sick.forEach(region.targets::sicken);

    region.until("one of them to go", group -> !serves(group, 6));
    assertThat(region.inService()).hasSize(5);
    region.until("six in service", group -> serves(group, 6));
    assertThat(region.inService()).extracting(Instance::instanceId).containsAnyElementsOf(sick);
    region.until(
        "all replaced",
        group -> serves(group, 6) && sick.stream().noneMatch(id -> isInService(group, id)));
    assertThat(region.perZone()).isEqualTo(Map.of(A, 2, B, 2, C, 2));
  }

  private static boolean isInService(AutoScalingGroup group, String id) {
    return group.instances().stream()
        .anyMatch(
            i -> i.instanceId().equals(id) && i.lifecycleState() == LifecycleState.IN_SERVICE);
  }

  @Test
  void with_ec2_health_checks_alone_an_unhealthy_application_goes_unnoticed() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor().healthCheckType("EC2"));
    String sick = region.oneIn(A);
    region.targets.sicken(sick);
    region.pass(Duration.ofHours(1));

    assertThat(isInService(region.group(), sick)).isTrue();
  }

  @Test
  void within_grace_an_unhealthy_application_is_given_its_time() {
    region.settled(AutoScalingUnderTest.wantedBehindDoor().healthCheckGracePeriod(1800));
    String sick = region.oneIn(A);
    region.targets.sicken(sick);
    region.pass(Duration.ofMinutes(20));
    assertThat(isInService(region.group(), sick)).isTrue();

    region.pass(Duration.ofMinutes(15));
    assertThat(isInService(region.group(), sick)).isFalse();
  }

  @Test
  void a_failing_status_check_is_waited_on_for_minutes() {
    region.settled(AutoScalingUnderTest.wanted());
    String impaired = region.oneIn(B);
    region.compute.impair(impaired);

    Duration took = region.until("it to be replaced", group -> !isInService(group, impaired));

    assertThat(took).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    assertThat(region.activities())
        .extracting(Activity::cause)
        .anySatisfy(cause -> assertThat(cause).contains("an EC2 instance status check failure"));
  }

  @Test
  void with_its_processes_suspended_a_group_does_not_heal_and_resumed_it_does() {
    region.settled(AutoScalingUnderTest.wanted());
    region.client().suspendProcesses(r -> r.autoScalingGroupName("web"));
    String stopped = region.oneIn(A);
    region.compute.stop(stopped);
    region.pass(Duration.ofHours(2));
    assertThat(isMember(region.group(), stopped)).isTrue();
    assertThat(region.group().instances()).hasSize(2);

    region.client().resumeProcesses(r -> r.autoScalingGroupName("web"));
    region.until("it to be gone", group -> serves(group, 2) && !isMember(group, stopped));
  }

  @Test
  void without_launch_an_unhealthy_member_is_terminated_and_its_successor_comes_on_resume() {
    region.settled(AutoScalingUnderTest.wanted());
    region.client().suspendProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("Launch"));
    region.compute.stop(region.oneIn(A));
    region.pass(Duration.ofHours(1));
    assertThat(region.group().instances()).hasSize(1);

    region.client().resumeProcesses(r -> r.autoScalingGroupName("web").scalingProcesses("Launch"));
    region.until("two in service", group -> serves(group, 2));
  }

  @Test
  void scaling_in_keeps_the_zones_even_and_takes_the_oldest_template_first() {
    region.settled(AutoScalingUnderTest.wanted());
    List<String> old = region.inService().stream().map(Instance::instanceId).toList();
    region.latestVersion = 2;
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(4));
    region.until("four in service", group -> serves(group, 4));
    assertThat(region.perZone()).isEqualTo(Map.of(A, 2, B, 2));

    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(2));
    region.until("two left", group -> group.instances().size() == 2);

    assertThat(region.perZone()).isEqualTo(Map.of(A, 1, B, 1));
    assertThat(region.inService())
        .extracting(Instance::instanceId)
        .doesNotContainAnyElementsOf(old);
    assertThat(region.inService())
        .allSatisfy(i -> assertThat(i.launchTemplate().version()).isEqualTo("2"));
  }

  @Test
  void a_protected_instance_survives_scaling_in() {
    region.settled(AutoScalingUnderTest.wanted().minSize(0));
    String kept = region.oneIn(A);
    region
        .client()
        .setInstanceProtection(
            r -> r.autoScalingGroupName("web").instanceIds(kept).protectedFromScaleIn(true));
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(0));
    region.pass(Duration.ofMinutes(10));

    assertThat(region.group().instances()).extracting(Instance::instanceId).containsExactly(kept);
  }

  @Test
  void a_zone_that_joins_gets_its_share() {
    region.settled(AutoScalingUnderTest.wanted().desiredCapacity(6));
    region
        .client()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName("web").vpcZoneIdentifier("subnet-a,subnet-b,subnet-c"));

    region.until("two in each", group -> region.perZone().equals(Map.of(A, 2, B, 2, C, 2)));
  }

  @Test
  void a_zone_that_leaves_is_emptied() {
    region.settled(
        AutoScalingUnderTest.wanted()
            .desiredCapacity(3)
            .vpcZoneIdentifier("subnet-a,subnet-b,subnet-c"));
    region
        .client()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName("web").vpcZoneIdentifier("subnet-a,subnet-b"));

    region.until(
        "three in two zones",
        group ->
            group.instances().size() == 3
                && group.instances().stream().noneMatch(i -> i.availabilityZone().equals(C)));
    assertThat(region.group().availabilityZones()).containsExactly(A, B);
  }

  @Test
  void without_capacity_anywhere_the_group_keeps_trying_and_recovers_soon_after() {
    region.world.facts().establish(new Fact.ZoneWithoutCapacity(A));
    region.world.facts().establish(new Fact.ZoneWithoutCapacity(B));
    region.client().createAutoScalingGroup(AutoScalingUnderTest.wanted().build());
    region.pass(Duration.ofMinutes(30));
    assertThat(region.group().instances()).isEmpty();

    region.world.facts().clear(new Fact.ZoneWithoutCapacity(B));
    Instant back = region.world.kernel().now();
    region.until("two in service", group -> serves(group, 2));

    assertThat(region.perZone()).isEqualTo(Map.of(B, 2));
    assertThat(Duration.between(back, region.world.kernel().now()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void an_instance_that_never_runs_is_given_up() {
    region.compute.startNoLonger();
    region.client().createAutoScalingGroup(AutoScalingUnderTest.wanted().build());
    region.pass(Duration.ofMinutes(9));
    List<String> stuck = region.group().instances().stream().map(Instance::instanceId).toList();
    assertThat(stuck).hasSize(2);
    region.pass(Duration.ofMinutes(3));

    assertThat(region.group().instances())
        .extracting(Instance::instanceId)
        .hasSize(2)
        .doesNotContainAnyElementsOf(stuck);
  }
}
