package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Alarm;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.MetricType;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.MonitoringState;

@Contract
@Needs({"ssm", "autoscaling"})
class AutoScalingContract {
  private static List<String> tags(Subject s, String instance) {
    return s
        .ec2()
        .describeInstances(r -> r.instanceIds(instance))
        .reservations()
        .get(0)
        .instances()
        .get(0)
        .tags()
        .stream()
        .map(each -> each.key() + "=" + each.value())
        .toList();
  }

  @Test
  void a_group_is_described_as_it_was_asked_for(Subject s) {
    AutoScalingGroup group = Fleet.of(s, 0).described();

    assertThat(group.minSize()).isZero();
    assertThat(group.maxSize()).isEqualTo(4);
    assertThat(group.desiredCapacity()).isZero();
    assertThat(group.healthCheckType()).isEqualTo("EC2");
    assertThat(group.availabilityZones()).containsExactlyInAnyOrder(s.zone(0), s.zone(1));
  }

  @Test
  void a_group_launches_what_it_desires(Subject s) {
    assertThat(Fleet.of(s, 2).await(2))
        .allSatisfy(each -> assertThat(each.healthStatus()).isEqualToIgnoringCase("healthy"));
  }

  @Test
  void a_group_spreads_over_its_zones(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    fleet.await(2);

    assertThat(fleet.zones()).containsExactlyInAnyOrder(s.zone(0), s.zone(1));
  }

  @Test
  void an_instance_carries_the_name_of_its_group(Subject s) {
    Fleet fleet = Fleet.of(s, 1);
    String instance = fleet.await(1).get(0).instanceId();

    assertThat(tags(s, instance)).contains("aws:autoscaling:groupName=" + fleet.name());
  }

  @Test
  void an_instance_stands_where_its_group_says_and_is_as_its_template_says(Subject s) {
    NetworkFixture ground = s.ground();
    List<String> subnets = ground.subnets();
    String group = ground.group("fleet");
    Fleet fleet = Fleet.create(s, Fleet.request(s, Fleet.template(s, group), subnets, 1).build());

    var instance = ground.instance(fleet.await(1).get(0).instanceId());

    assertThat(instance.subnetId()).isIn(subnets);
    assertThat(instance.securityGroups())
        .singleElement()
        .satisfies(each -> assertThat(each.groupId()).isEqualTo(group));
    assertThat(instance.publicIpAddress()).isNull();
  }

  @Test
  void an_instance_is_measured_every_minute_where_its_template_says_so(Subject s) {
    NetworkFixture ground = s.ground();
    String template = Fleet.template(s, ground.group("fleet"));
    Fleet fleet = Fleet.create(s, Fleet.request(s, template, ground.subnets(), 1).build());

    assertThat(ground.instance(fleet.await(1).get(0).instanceId()).monitoring().state())
        .isEqualTo(MonitoringState.ENABLED);
  }

  @Test
  void a_tag_that_propagates_is_on_the_instances(Subject s) {
    NetworkFixture ground = s.ground();
    String template = Fleet.template(s, ground.group("fleet"));
    Fleet fleet =
        Fleet.create(
            s,
            Fleet.request(s, template, ground.subnets(), 1)
                .tags(
                    Tag.builder().key("Tier").value("application").propagateAtLaunch(true).build())
                .build());

    assertThat(tags(s, fleet.await(1).get(0).instanceId())).contains("Tier=application");
  }

  @Test
  void a_name_is_taken_once(Subject s) {
    NetworkFixture ground = s.ground();
    List<String> subnets = ground.subnets();
    String template = Fleet.template(s, ground.group("fleet"));
    Fleet fleet = Fleet.create(s, Fleet.request(s, template, subnets, 0).build());

    assertThat(
            Refusal.of(
                () ->
                    Fleet.create(
                        s,
                        Fleet.request(s, template, subnets, 0)
                            .autoScalingGroupName(fleet.name())
                            .build())))
        .isEqualTo("AlreadyExists");
  }

  @Test
  void nobody_desires_more_than_the_maximum(Subject s) {
    NetworkFixture ground = s.ground();
    List<String> subnets = ground.subnets();
    String template = Fleet.template(s, ground.group("fleet"));

    assertThat(Refusal.of(() -> Fleet.create(s, Fleet.request(s, template, subnets, 5).build())))
        .isEqualTo("ValidationError");
  }

  @Test
  void no_capacity_beyond_the_maximum_can_be_set(Subject s) {
    Fleet fleet = Fleet.of(s, 0);

    assertThat(
            Refusal.of(
                () ->
                    s.autoScaling()
                        .setDesiredCapacity(
                            r -> r.autoScalingGroupName(fleet.name()).desiredCapacity(5))))
        .isEqualTo("ValidationError");
  }

  @Test
  void a_group_from_an_unknown_template_is_refused(Subject s) {
    List<String> subnets = s.ground().subnets();

    assertThat(Refusal.of(() -> Fleet.create(s, Fleet.request(s, "c-nobody", subnets, 0).build())))
        .isEqualTo("ValidationError");
  }

  @Test
  void a_group_in_an_unknown_subnet_is_refused(Subject s) {
    String template = Fleet.template(s, s.ground().group("fleet"));

    assertThat(
            Refusal.of(
                () ->
                    Fleet.create(
                        s,
                        Fleet.request(s, template, List.of("subnet-00000000000000000"), 0)
                            .build())))
        .isEqualTo("ValidationError");
  }

  @Test
  void an_unknown_group_is_described_as_nothing(Subject s) {
    assertThat(
            s.autoScaling()
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames("c-nobody"))
                .autoScalingGroups())
        .isEmpty();
  }

  @Test
  void an_unknown_group_cannot_be_changed(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.autoScaling()
                        .updateAutoScalingGroup(
                            r -> r.autoScalingGroupName("c-nobody").maxSize(1))))
        .isEqualTo("ValidationError");
  }

  @Test
  void a_group_with_instances_cannot_be_deleted_unless_by_force(Subject s) {
    Fleet fleet = Fleet.of(s, 1);
    fleet.await(1);

    assertThat(
            Refusal.of(
                () ->
                    s.autoScaling()
                        .deleteAutoScalingGroup(r -> r.autoScalingGroupName(fleet.name()))))
        .isEqualTo("ResourceInUse");
  }

  @Test
  void a_group_that_is_deleted_by_force_takes_its_instances_along(Subject s) {
    Fleet fleet = Fleet.of(s, 1);
    String instance = fleet.await(1).get(0).instanceId();

    s.autoScaling()
        .deleteAutoScalingGroup(r -> r.autoScalingGroupName(fleet.name()).forceDelete(true));

    s.eventually("the instance to be terminated")
        .until(
            () ->
                s.ec2()
                    .describeInstances(r -> r.instanceIds(instance))
                    .reservations()
                    .get(0)
                    .instances()
                    .get(0)
                    .state()
                    .name(),
            state -> state == InstanceStateName.TERMINATED);
  }

  @Test
  void every_launch_is_an_activity(Subject s) {
    Fleet fleet = Fleet.of(s, 1);
    String instance = fleet.await(1).get(0).instanceId();

    List<Activity> activities =
        s.autoScaling()
            .describeScalingActivities(r -> r.autoScalingGroupName(fleet.name()))
            .activities();

    assertThat(activities)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.description()).isEqualTo("Launching a new EC2 instance: " + instance);
              assertThat(each.statusCode()).isEqualTo(ScalingActivityStatusCode.SUCCESSFUL);
              assertThat(each.cause()).contains("increasing the capacity from 0 to 1");
            });
  }

  @Test
  void a_group_grows_when_it_desires_more(Subject s) {
    Fleet fleet = Fleet.of(s, 1);
    fleet.await(1);

    s.autoScaling()
        .setDesiredCapacity(r -> r.autoScalingGroupName(fleet.name()).desiredCapacity(2));

    fleet.await(2);
    assertThat(fleet.zones()).containsExactlyInAnyOrder(s.zone(0), s.zone(1));
  }

  @Test
  void a_group_shrinks_when_it_desires_less(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    fleet.await(2);

    s.autoScaling()
        .setDesiredCapacity(r -> r.autoScalingGroupName(fleet.name()).desiredCapacity(1));

    fleet.await(1);
  }

  @Test
  void an_instance_that_is_terminated_for_good_lowers_what_is_desired(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    Instance first = fleet.await(2).get(0);

    s.autoScaling()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(first.instanceId()).shouldDecrementDesiredCapacity(true));

    fleet.await(1);
    assertThat(fleet.described().desiredCapacity()).isEqualTo(1);
  }

  @Test
  void a_process_that_is_suspended_is_listed_until_it_is_resumed(Subject s) {
    Fleet fleet = Fleet.of(s, 0);

    s.autoScaling()
        .suspendProcesses(
            r -> r.autoScalingGroupName(fleet.name()).scalingProcesses("AZRebalance"));
    assertThat(fleet.described().suspendedProcesses())
        .extracting(SuspendedProcess::processName)
        .containsExactly("AZRebalance");
    s.autoScaling()
        .resumeProcesses(r -> r.autoScalingGroupName(fleet.name()).scalingProcesses("AZRebalance"));

    assertThat(fleet.described().suspendedProcesses()).isEmpty();
  }

  @Test
  void a_process_that_does_not_exist_cannot_be_suspended(Subject s) {
    Fleet fleet = Fleet.of(s, 0);

    assertThat(
            Refusal.of(
                () ->
                    s.autoScaling()
                        .suspendProcesses(
                            r -> r.autoScalingGroupName(fleet.name()).scalingProcesses("Sleep"))))
        .isEqualTo("ValidationError");
  }

  private static List<Alarm> track(Subject s, Fleet fleet) {
    return s.autoScaling()
        .putScalingPolicy(
            r ->
                r.autoScalingGroupName(fleet.name())
                    .policyName("cpu")
                    .policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration(
                        t ->
                            t.targetValue(50.0)
                                .predefinedMetricSpecification(
                                    m ->
                                        m.predefinedMetricType(
                                            MetricType.ASG_AVERAGE_CPU_UTILIZATION))))
        .alarms();
  }

  private static List<?> alarms(Subject s, Fleet fleet) {
    return s.cloudWatch()
        .describeAlarms(r -> r.alarmNamePrefix("TargetTracking-" + fleet.name()))
        .metricAlarms();
  }

  @Test
  @Needs("monitoring")
  void a_policy_that_tracks_a_target_has_two_alarms(Subject s) {
    Fleet fleet = Fleet.of(s, 0);

    assertThat(track(s, fleet))
        .extracting(Alarm::alarmName)
        .hasSize(2)
        .anyMatch(name -> name.startsWith("TargetTracking-" + fleet.name() + "-AlarmHigh-"))
        .anyMatch(name -> name.startsWith("TargetTracking-" + fleet.name() + "-AlarmLow-"));
    assertThat(alarms(s, fleet)).hasSize(2);
  }

  @Test
  @Needs("monitoring")
  void the_alarms_go_with_their_policy(Subject s) {
    Fleet fleet = Fleet.of(s, 0);
    track(s, fleet);

    s.autoScaling().deletePolicy(r -> r.autoScalingGroupName(fleet.name()).policyName("cpu"));

    assertThat(alarms(s, fleet)).isEmpty();
  }

  @Test
  void a_group_with_unknown_targets_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    List<String> subnets = ground.subnets();
    String template = Fleet.template(s, ground.group("fleet"));

    assertThat(
            Refusal.of(
                () ->
                    Fleet.create(
                        s,
                        Fleet.request(s, template, subnets, 0)
                            .targetGroupARNs(
                                "arn:aws:elasticloadbalancing:eu-west-2:000000000000"
                                    + ":targetgroup/nobody/0123456789abcdef")
                            .build())))
        .isEqualTo("ValidationError");
  }
}
