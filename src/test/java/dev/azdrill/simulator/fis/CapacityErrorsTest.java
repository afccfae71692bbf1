package dev.azdrill.simulator.fis;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;

/** Capacity and API errors that experiments inject. */
class CapacityErrorsTest {
  private static final Map<String, String> ZONE_A =
      Map.of("availabilityZoneIdentifiers", "eu-west-2a", "duration", "PT10M", "percentage", "100");
  private static final CreateExperimentTemplateTargetInput ROLES =
      CreateExperimentTemplateTargetInput.builder()
          .resourceType("aws:iam:role")
          .resourceArns("arn:aws:iam::123456789012:role/deploy")
          .selectionMode("ALL")
          .build();

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ground ground;

  @BeforeEach
  void stand() {
    ground = new Ground(region);
  }

  private void group(int desired) {
    ground
        .ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName("web")
                    .launchTemplateData(
                        d -> d.imageId(ground.imageId()).instanceType(InstanceType.T3_MICRO)));
    region
        .aws()
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName("web")
                    .launchTemplate(t -> t.launchTemplateName("web"))
                    .minSize(0)
                    .maxSize(6)
                    .desiredCapacity(desired)
                    .vpcZoneIdentifier(ground.subnet("a") + "," + ground.subnet("b"))
                    .tags(Ground.ofGroup("web", "Ready", true)));
    region.pass(Duration.ofMinutes(3));
  }

  private List<String> zones() {
    AutoScalingGroup group =
        region.aws().autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
    return group.instances().stream().map(i -> i.availabilityZone()).sorted().toList();
  }

  private void desire(int capacity) {
    region
        .aws()
        .autoScaling()
        .setDesiredCapacity(r -> r.autoScalingGroupName("web").desiredCapacity(capacity));
    region.pass(Duration.ofMinutes(2));
  }

  private static CreateExperimentTemplateRequest.Builder groups(Map<String, String> parameters) {
    return Ground.blank()
        .targets(Map.of("G", Ground.ready("aws:ec2:autoscaling-group")))
        .actions(
            Map.of(
                "ice",
                Ground.action(
                    "aws:ec2:asg-insufficient-instance-capacity-error",
                    parameters,
                    Map.of("AutoScalingGroups", "G"))));
  }

  @Test
  void a_group_launches_in_other_zones_while_its_launches_are_refused_in_one() {
    group(0);
    String id = ground.begin(groups(ZONE_A));

    desire(2);
    assertThat(zones()).containsExactly("eu-west-2b", "eu-west-2b");
    assertThat(region.aws().autoScaling().describeScalingActivities().activities())
        .extracting(Activity::statusMessage)
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("t3.micro", "Availability Zone you requested (eu-west-2a)"));
    assertThat(ground.instance("a")).as("others have capacity").isNotEmpty();

    region.pass(Duration.ofMinutes(9));
    assertThat(ground.status(id)).isEqualTo("completed");
    desire(4);
    assertThat(zones()).containsExactly("eu-west-2a", "eu-west-2a", "eu-west-2b", "eu-west-2b");
  }

  @Test
  void a_share_of_the_launches_of_a_group_is_refused() {
    group(0);
    ground.begin(
        groups(
            Map.of(
                "availabilityZoneIdentifiers", "euw2-az2,eu-west-2b",
                "duration", "PT1H",
                "percentage", "50")));

    desire(6);
    region.pass(Duration.ofMinutes(30));

    assertThat(zones()).hasSize(6);
    assertThat(region.aws().autoScaling().describeScalingActivities().activities())
        .extracting(Activity::statusCodeAsString)
        .contains("Failed", "Successful");
  }

  private static CreateExperimentTemplateRequest.Builder roles(
      Map<String, CreateExperimentTemplateActionInput> actions) {
    return Ground.blank().targets(Map.of("R", ROLES)).actions(actions);
  }

  private static CreateExperimentTemplateActionInput callers(Map<String, String> parameters) {
    return Ground.action(
        "aws:ec2:api-insufficient-instance-capacity-error", parameters, Map.of("Roles", "R"));
  }

  private String launch(String zone) {
    return refused(() -> ground.instance(zone));
  }

  @Test
  void callers_cannot_launch_or_start_in_the_zone_until_the_experiment_is_stopped() {
    String stopped = ground.instance("a");
    ground.ec2().stopInstances(r -> r.instanceIds(stopped));
    region.pass(Duration.ofMinutes(2));
    String id = ground.begin(roles(Map.of("ice", callers(ZONE_A))));

    assertThat(launch("a")).isEqualTo("InsufficientInstanceCapacity");
    assertThat(refused(() -> ground.ec2().startInstances(r -> r.instanceIds(stopped))))
        .isEqualTo("InsufficientInstanceCapacity");
    assertThat(launch("b")).isEqualTo("accepted");

    ground.fis().stopExperiment(r -> r.id(id));
    region.pass(Duration.ofSeconds(2));
    assertThat(launch("a")).isEqualTo("accepted");
  }

  @Test
  void what_the_experiment_starts_again_itself_is_no_caller() {
    String instance = ground.instance("a");
    String id =
        ground.begin(
            Ground.blank()
                .targets(Map.of("R", ROLES, "I", Ground.ready("aws:ec2:instance")))
                .actions(
                    Map.of(
                        "ice",
                        callers(
                            Map.of(
                                "availabilityZoneIdentifiers", "eu-west-2a", "duration", "PT1H")),
                        "stop",
                        Ground.action(
                            "aws:ec2:stop-instances",
                            Map.of("startInstancesAfterDuration", "PT10M"),
                            Map.of("Instances", "I")))));

    region.pass(Duration.ofMinutes(11));

    assertThat(ground.state(instance)).isEqualTo("running");
    assertThat(ground.status(id, "stop")).isEqualTo("completed");
    assertThat(ground.status(id, "ice")).isEqualTo("running");
  }

  @Test
  void two_experiments_that_do_the_same_are_undone_one_by_one() {
    String first = ground.begin(roles(Map.of("ice", callers(ZONE_A))));
    String second = ground.begin(roles(Map.of("ice", callers(ZONE_A))));

    ground.fis().stopExperiment(r -> r.id(first));
    region.pass(Duration.ofSeconds(2));
    assertThat(launch("a")).isEqualTo("InsufficientInstanceCapacity");

    ground.fis().stopExperiment(r -> r.id(second));
    region.pass(Duration.ofSeconds(2));
    assertThat(launch("a")).isEqualTo("accepted");
  }

  @Test
  void calls_of_the_named_operations_get_the_error_and_no_others() {
    assertInjected("aws:fis:inject-api-throttle-error", "RequestLimitExceeded");
    assertInjected("aws:fis:inject-api-internal-error", "InternalError");
    assertInjected("aws:fis:inject-api-unavailable-error", "Unavailable");
  }

  private void assertInjected(String actionId, String code) {
    String id =
        ground.begin(
            roles(
                Map.of(
                    "inject",
                    Ground.action(
                        actionId,
                        Map.of(
                            "duration", "PT5M",
                            "service", "ec2",
                            "percentage", "100",
                            "operations", "DescribeVpcs,DescribeSubnets"),
                        Map.of("Roles", "R")))));

    assertThat(refused(() -> ground.ec2().describeVpcs())).isEqualTo(code);
    assertThat(refused(() -> ground.ec2().describeInstances())).isEqualTo("accepted");
    region.pass(Duration.ofMinutes(5));
    assertThat(refused(() -> ground.ec2().describeVpcs())).isEqualTo("accepted");
    assertThat(ground.status(id)).isEqualTo("completed");
  }
}
