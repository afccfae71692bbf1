package dev.azdrill.simulator.autoscaling;

import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.TARGET_GROUP;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.refused;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.wanted;
import static dev.azdrill.simulator.autoscaling.AutoScalingUnderTest.wantedBehindDoor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.LoadBalancerTargetGroupState;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/** What users do with groups and their members. */
class ScalingGroupsTest {
  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private static Tag tag(String key, String value, boolean propagate) {
    return Tag.builder()
        .resourceId("web")
        .resourceType("auto-scaling-group")
        .key(key)
        .value(value)
        .propagateAtLaunch(propagate)
        .build();
  }

  @Test
  void a_group_is_described_as_it_was_asked_for_with_awss_defaults() {
    region.client().createAutoScalingGroup(wanted().desiredCapacity(null).build());

    AutoScalingGroup group = region.group();
    assertThat(group.desiredCapacity()).isEqualTo(2);
    assertThat(group.availabilityZones()).containsExactly("eu-west-2a", "eu-west-2b");
    assertThat(group.healthCheckType()).isEqualTo("EC2");
    assertThat(group.healthCheckGracePeriod()).isZero();
    assertThat(group.defaultCooldown()).isEqualTo(300);
    assertThat(group.terminationPolicies()).containsExactly("Default");
    assertThat(group.launchTemplate().launchTemplateName()).isEqualTo("web-template");
    assertThat(group.launchTemplate().version()).isEqualTo("$Latest");
    assertThat(group.autoScalingGroupARN())
        .matches(
            "arn:aws:autoscaling:eu-west-2:123456789012:autoScalingGroup:[0-9a-f-]{36}"
                + ":autoScalingGroupName/web");
  }

  @Test
  void what_makes_no_sense_is_refused_and_nothing_is_created() {
    refused("ValidationError", "min bound", () -> create(wanted().minSize(7)));
    refused(
        "ValidationError",
        "Desired capacity:9 must be between the specified min size:2 and max size:6",
        () -> create(wanted().desiredCapacity(9)));
    refused("ValidationError", "subnet-x", () -> create(wanted().vpcZoneIdentifier("subnet-x")));
    refused(
        "ValidationError", "do not match", () -> create(wanted().availabilityZones("eu-west-2a")));
    refused(
        "ValidationError",
        "At least one Availability Zone or VPC Subnet is required",
        () -> create(wanted().vpcZoneIdentifier(null)));
    refused(
        "ValidationError",
        "valid fully-formed launch template",
        () -> create(wanted().launchTemplate(t -> t.launchTemplateId("lt-2"))));
    refused("ValidationError", "Target Groups", () -> create(wanted().targetGroupARNs("arn:none")));
    refused("ValidationError", "HealthCheckType", () -> create(wanted().healthCheckType("PING")));
    refused(
        "ValidationError", "termination", () -> create(wanted().terminationPolicies("Tallest")));
    assertThat(region.client().describeAutoScalingGroups().autoScalingGroups()).isEmpty();

    create(wanted());
    refused("AlreadyExists", "already exists", () -> create(wanted()));
    refused(
        "ValidationError",
        "is above max value 6",
        () ->
            region
                .client()
                .setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(7)));
    refused(
        "ValidationError",
        "not found",
        () ->
            region.client().updateAutoScalingGroup(r -> r.autoScalingGroupName("none").maxSize(1)));
    refused(
        "ValidationError",
        "not found",
        () -> region.client().describeScalingActivities(r -> r.autoScalingGroupName("none")));
  }

  private void create(CreateAutoScalingGroupRequest.Builder group) {
    region.client().createAutoScalingGroup(group.build());
  }

  @Test
  void lowering_the_maximum_lowers_what_is_desired() {
    region.settled(wanted().desiredCapacity(4));
    region
        .client()
        .updateAutoScalingGroup(r -> r.autoScalingGroupName("web").minSize(1).maxSize(3));

    assertThat(region.group().desiredCapacity()).isEqualTo(3);
    region.pass(Duration.ofMinutes(2));
    assertThat(region.group().instances()).hasSize(3);
    assertThat(region.activities().get(4).cause())
        .contains(
            "a user request update of AutoScalingGroup constraints to min: 1, max: 3, desired: 3"
                + " changing the desired capacity from 4 to 3.");
  }

  @Test
  void tags_propagate_to_instances_only_where_they_say_so() {
    region.settled(wanted().tags(tag("stack", "shop", true), tag("owner", "me", false)));

    assertThat(region.compute.launches().get(0).tags())
        .isEqualTo(Map.of("stack", "shop", "aws:autoscaling:groupName", "web"));
    region.client().createOrUpdateTags(r -> r.tags(tag("owner", "you", false)));
    region.client().deleteTags(r -> r.tags(tag("stack", "shop", true)));
    assertThat(region.client().describeTags().tags())
        .extracting(t -> t.key() + "=" + t.value())
        .containsExactly("owner=you");
  }

  @Test
  void groups_are_found_by_their_tags_page_by_page() {
    for (int i = 0; i < 5; i++) {
      create(
          wanted()
              .autoScalingGroupName("group-" + i)
              .desiredCapacity(0)
              .minSize(0)
              .tags(tag("parity", i % 2 == 0 ? "even" : "odd", false)));
    }
    Filter even = Filter.builder().name("tag:parity").values("even").build();

    assertThat(
            region
                .client()
                .describeAutoScalingGroupsPaginator(r -> r.filters(even).maxRecords(2))
                .autoScalingGroups())
        .extracting(AutoScalingGroup::autoScalingGroupName)
        .containsExactly("group-0", "group-2", "group-4");
  }

  @Test
  void a_group_with_instances_is_deleted_by_force_alone_and_then_leaves_nothing() {
    region.settled(wantedBehindDoor());
    refused(
        "ResourceInUse",
        "still in the group",
        () -> region.client().deleteAutoScalingGroup(r -> r.autoScalingGroupName("web")));

    region.client().deleteAutoScalingGroup(r -> r.autoScalingGroupName("web").forceDelete(true));
    assertThat(region.group().status()).isEqualTo("Delete in progress");
    refused(
        "ValidationError",
        "pending delete",
        () ->
            region
                .client()
                .setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(3)));
    region.pass(Duration.ofSeconds(36));
    assertThat(region.client().describeAutoScalingGroups().autoScalingGroups()).isEmpty();

    long before = region.world.kernel().happened();
    region.pass(Duration.ofHours(1));
    assertThat(region.world.kernel().happened() - before)
        .as("events of a group that is gone, but for the targets' drains")
        .isLessThanOrEqualTo(2);
    assertThat(
            region
                .client()
                .describeScalingActivities(
                    r -> r.autoScalingGroupName("web").includeDeletedGroups(true))
                .activities())
        .hasSize(4)
        .allSatisfy(a -> assertThat(a.autoScalingGroupState()).isEqualTo("Deleted"));
  }

  @Test
  void an_attachment_is_in_service_once_a_target_is_healthy_and_removing_while_it_drains() {
    region.client().createAutoScalingGroup(wantedBehindDoor().build());
    assertThat(attachments()).containsExactly("Adding");
    region.pass(Duration.ofMinutes(2));
    assertThat(attachments()).containsExactly("InService");
    String member = region.oneIn("eu-west-2a");
    assertThat(region.targets.isRegistered(TARGET_GROUP, member)).isTrue();

    region
        .client()
        .detachLoadBalancerTargetGroups(
            r -> r.autoScalingGroupName("web").targetGroupARNs(TARGET_GROUP));
    assertThat(attachments()).containsExactly("Removing");
    assertThat(region.targets.isRegistered(TARGET_GROUP, member)).isFalse();
    region.pass(ScriptedTargets.DRAINING);
    assertThat(attachments()).isEmpty();
  }

  private List<String> attachments() {
    return region
        .client()
        .describeLoadBalancerTargetGroups(r -> r.autoScalingGroupName("web"))
        .loadBalancerTargetGroups()
        .stream()
        .map(LoadBalancerTargetGroupState::state)
        .toList();
  }

  @Test
  void a_terminated_member_is_replaced_unless_the_desired_capacity_goes_with_it() {
    region.settled(wanted().minSize(1));
    String first = region.oneIn("eu-west-2a");
    region
        .client()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(first).shouldDecrementDesiredCapacity(false));
    region.pass(Duration.ofMinutes(2));
    assertThat(region.inService()).hasSize(2);

    String second = region.oneIn("eu-west-2a");
    region
        .client()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(second).shouldDecrementDesiredCapacity(true));
    region.pass(Duration.ofMinutes(2));
    assertThat(region.group().desiredCapacity()).isEqualTo(1);
    assertThat(region.inService()).hasSize(1);
    refused(
        "ValidationError",
        "min size constraint",
        () ->
            region
                .client()
                .terminateInstanceInAutoScalingGroup(
                    r ->
                        r.instanceId(region.oneIn("eu-west-2b"))
                            .shouldDecrementDesiredCapacity(true)));
  }

  @Test
  void health_set_by_hand_respects_grace_and_else_replaces_at_once() {
    region.settled(wanted().healthCheckGracePeriod(3600));
    String member = region.oneIn("eu-west-2a");
    region.client().setInstanceHealth(r -> r.instanceId(member).healthStatus("Unhealthy"));
    assertThat(state(member)).isEqualTo("INSERVICE HEALTHY");

    region
        .client()
        .setInstanceHealth(
            r -> r.instanceId(member).healthStatus("Unhealthy").shouldRespectGracePeriod(false));
    assertThat(state(member)).isEqualTo("TERMINATING UNHEALTHY");
  }

  private String state(String instanceId) {
    return region
        .client()
        .describeAutoScalingInstances(r -> r.instanceIds(instanceId))
        .autoScalingInstances()
        .stream()
        .map(i -> (i.lifecycleState() + " " + i.healthStatus()).toUpperCase(Locale.ROOT))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_member_in_standby_is_neither_counted_nor_checked_until_it_comes_back() {
    region.settled(wanted().minSize(1));
    String member = region.oneIn("eu-west-2a");
    region
        .client()
        .enterStandby(
            r ->
                r.autoScalingGroupName("web")
                    .instanceIds(member)
                    .shouldDecrementDesiredCapacity(true));
    region.pass(Duration.ofMinutes(5));
    assertThat(region.inService()).hasSize(1);
    assertThat(state(member)).startsWith("STANDBY");

    region.client().exitStandby(r -> r.autoScalingGroupName("web").instanceIds(member));
    assertThat(region.group().desiredCapacity()).isEqualTo(2);
    assertThat(state(member)).startsWith("INSERVICE");
  }

  @Test
  void a_detached_instance_lives_on_and_can_be_attached_again() {
    region.settled(wanted().minSize(1));
    String member = region.oneIn("eu-west-2a");
    region
        .client()
        .detachInstances(
            r ->
                r.autoScalingGroupName("web")
                    .instanceIds(member)
                    .shouldDecrementDesiredCapacity(true));
    assertThat(region.group().instances()).hasSize(1);
    assertThat(region.compute.works(member)).isTrue();

    region.client().attachInstances(r -> r.autoScalingGroupName("web").instanceIds(member));
    assertThat(region.inService()).extracting(Instance::instanceId).contains(member);
    refused(
        "ValidationError",
        "already part",
        () ->
            region
                .client()
                .attachInstances(r -> r.autoScalingGroupName("web").instanceIds(member)));
  }

  @Test
  void a_launch_hook_holds_an_instance_until_it_is_completed() {
    region.client().createAutoScalingGroup(wanted().desiredCapacity(0).minSize(0).build());
    hook("warm", LifecycleHooks.LAUNCHING, "ABANDON");
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(1));
    region.pass(Duration.ofMinutes(5));
    Instance held = region.group().instances().get(0);
    assertThat(held.lifecycleState()).isEqualTo(LifecycleState.PENDING_WAIT);

    complete("warm", held.instanceId(), "CONTINUE");
    assertThat(region.inService()).hasSize(1);
  }

  @Test
  void a_launch_hook_that_nobody_completes_abandons_the_instance_and_another_one_comes() {
    region.client().createAutoScalingGroup(wanted().desiredCapacity(0).minSize(0).build());
    hook("warm", LifecycleHooks.LAUNCHING, "ABANDON");
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(1));
    region.pass(Duration.ofMinutes(5));
    String held = region.group().instances().get(0).instanceId();
    region.pass(Duration.ofMinutes(8));

    assertThat(region.group().instances())
        .extracting(Instance::instanceId)
        .hasSize(1)
        .doesNotContain(held);
  }

  @Test
  void a_termination_hook_holds_an_instance_and_then_lets_it_go() {
    region.settled(wanted().minSize(1));
    hook("save", LifecycleHooks.TERMINATING, "CONTINUE");
    region.client().setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(1));
    region.pass(Duration.ofMinutes(5));
    Instance held =
        region.group().instances().stream()
            .filter(i -> i.lifecycleState() == LifecycleState.TERMINATING_WAIT)
            .findFirst()
            .orElseThrow();

    complete("save", held.instanceId(), "ABANDON");
    region.pass(Duration.ofMinutes(1));
    assertThat(region.group().instances()).hasSize(1);
  }

  private void hook(String name, String transition, String result) {
    region
        .client()
        .putLifecycleHook(
            r ->
                r.autoScalingGroupName("web")
                    .lifecycleHookName(name)
                    .lifecycleTransition(transition)
                    .heartbeatTimeout(600)
                    .defaultResult(result));
  }

  @Test
  void a_hook_that_is_put_again_keeps_what_is_not_given() {
    region.settled(wanted());
    hook("save", "autoscaling:EC2_INSTANCE_TERMINATING", "CONTINUE");
    region
        .client()
        .putLifecycleHook(
            r -> r.autoScalingGroupName("web").lifecycleHookName("save").heartbeatTimeout(60));

    LifecycleHook hook =
        region
            .client()
            .describeLifecycleHooks(r -> r.autoScalingGroupName("web"))
            .lifecycleHooks()
            .get(0);
    assertThat(hook.lifecycleTransition()).isEqualTo("autoscaling:EC2_INSTANCE_TERMINATING");
    assertThat(hook.defaultResult()).isEqualTo("CONTINUE");
    assertThat(hook.heartbeatTimeout()).isEqualTo(60);
    assertThat(hook.globalTimeout()).isEqualTo(6000);
    assertThatThrownBy(
            () ->
                region
                    .client()
                    .putLifecycleHook(r -> r.autoScalingGroupName("web").lifecycleHookName("new")))
        .hasMessageContaining("LifecycleTransition");
  }

  private void complete(String hook, String instanceId, String result) {
    region
        .client()
        .completeLifecycleAction(
            r ->
                r.autoScalingGroupName("web")
                    .lifecycleHookName(hook)
                    .instanceId(instanceId)
                    .lifecycleActionResult(result));
  }

  @Test
  void group_metrics_are_published_once_they_are_enabled() {
    region.settled(wanted());
    region
        .client()
        .enableMetricsCollection(
            r ->
                r.autoScalingGroupName("web")
                    .metrics("GroupInServiceInstances")
                    .granularity("1Minute"));
    region.pass(Duration.ofMinutes(2));

    assertThat(region.session.cloudWatch().listMetrics().metrics())
        .extracting(Metric::metricName)
        .containsExactly("GroupInServiceInstances");
    assertThat(region.group().enabledMetrics()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, must be 0 or at least 86400 seconds",
    "86399, must be 0 or at least 86400 seconds"
  })
  void a_maximum_lifetime_of_less_than_a_day_is_refused(int seconds, String why) {
    assertThatThrownBy(
            () ->
                region
                    .client()
                    .createAutoScalingGroup(
                        AutoScalingUnderTest.wanted().maxInstanceLifetime(seconds).build()))
        .isInstanceOf(AutoScalingException.class)
        .hasMessageContaining(why);
  }
}
