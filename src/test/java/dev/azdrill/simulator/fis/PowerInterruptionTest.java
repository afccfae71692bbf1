package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetInputFilter;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The scenario "AZ Availability: Power Interruption" on a whole architecture, as far as there is
 * any of what it targets. Source: AWS Fault Injection Service User Guide, "AZ Availability: Power
 * Interruption".
 */
class PowerInterruptionTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private final Map<String, CreateExperimentTemplateTargetInput> targets = new LinkedHashMap<>();
  private final Map<String, CreateExperimentTemplateActionInput> actions = new LinkedHashMap<>();

  private AutoScalingGroup group() {
    return region.aws().autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
  }

  private DBInstance database() {
    return region.aws().rds().describeDBInstances().dbInstances().get(0);
  }

  private void target(String name, String type, Map<String, String> parameters, String... filter) {
    CreateExperimentTemplateTargetInput.Builder target =
        CreateExperimentTemplateTargetInput.builder()
            .resourceType(type)
            .resourceTags(Map.of("AzImpairmentPower", name))
            .parameters(parameters)
            .selectionMode("ALL");
    if (filter.length > 0) {
      target.filters(
          ExperimentTemplateTargetInputFilter.builder().path(filter[0]).values(filter[1]).build(),
          ExperimentTemplateTargetInputFilter.builder()
              .path("State.Name")
              .values("running")
              .build());
    }
    targets.put(name, target.build());
  }

  private void action(
      String name, String id, String key, String target, Map<String, String> parameters) {
    actions.put(name, Ground.action(id, parameters, Map.of(key, target)));
  }

  private void scenario(String zone) {
    Map<String, String> outage =
        Map.of("availabilityZoneIdentifiers", zone, "duration", "PT30M", "percentage", "100");
    Map<String, String> restart =
        Map.of("startInstancesAfterDuration", "PT30M", "completeIfInstancesTerminated", "true");
    target("StopInstances", "aws:ec2:instance", Map.of(), "Placement.AvailabilityZone", zone);
    action("Stop-Instances", "aws:ec2:stop-instances", "Instances", "StopInstances", restart);
    target("IceAsg", "aws:ec2:autoscaling-group", Map.of());
    action(
        "Pause-ASG-Scaling",
        "aws:ec2:asg-insufficient-instance-capacity-error",
        "AutoScalingGroups",
        "IceAsg",
        outage);
    target("DisruptSubnet", "aws:ec2:subnet", Map.of("availabilityZoneIdentifier", zone));
    action(
        "Pause-network-connectivity",
        "aws:network:disrupt-connectivity",
        "Subnets",
        "DisruptSubnet",
        Map.of("duration", "PT2M", "scope", "all"));
    targets.put(
        "Launches",
        CreateExperimentTemplateTargetInput.builder()
            .resourceType("aws:iam:role")
            .resourceArns(Ground.ROLE)
            .selectionMode("ALL")
            .build());
    action(
        "Pause-Instance-Launches",
        "aws:ec2:api-insufficient-instance-capacity-error",
        "Roles",
        "Launches",
        outage);
    target("DisruptRds", "aws:rds:cluster", Map.of("writerAvailabilityZoneIdentifiers", zone));
    action("Failover-RDS", "aws:rds:failover-db-cluster", "Clusters", "DisruptRds", Map.of());
    target(
        "DisruptElasticache",
        "aws:elasticache:replicationgroup",
        Map.of("availabilityZoneIdentifier", zone));
    action(
        "Pause-ElastiCache",
        "aws:elasticache:replicationgroup-interrupt-az-power",
        "ReplicationGroups",
        "DisruptElasticache",
        Map.of("duration", "PT30M"));
    target("Databases", "aws:rds:db", Map.of("availabilityZoneIdentifiers", zone));
    action(
        "Reboot-RDS",
        "aws:rds:reboot-db-instances",
        "DBInstances",
        "Databases",
        Map.of("forceFailover", "true"));
  }

  private void tag() {
    Ground.tag(
        region.aws().ec2(),
        group().instances().stream().map(each -> each.instanceId()).toList(),
        "StopInstances");
    region
        .aws()
        .autoScaling()
        .createOrUpdateTags(
            r -> r.tags(Ground.ofGroup(group().autoScalingGroupName(), "IceAsg", false)));
    Ground.tag(
        region.aws().ec2(),
        region.aws().ec2().describeSubnets().subnets().stream()
            .filter(each -> each.vpcId().equals(database().dbSubnetGroup().vpcId()))
            .map(Subnet::subnetId)
            .toList(),
        "DisruptSubnet");
    region
        .aws()
        .rds()
        .addTagsToResource(
            r ->
                r.resourceName(database().dbInstanceArn())
                    .tags(Tag.builder().key("AzImpairmentPower").value("Databases").build()));
  }

  @Test
  void a_zone_loses_its_power_the_others_take_over_and_the_zone_comes_back() {
    new Provisioner(region.aws(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "shop", "test");
    region.pass(Duration.ofMinutes(10));
    String zone = database().availabilityZone();
    int desired = group().desiredCapacity();
    tag();
    scenario(zone);
    FisClient fis = region.aws().fis();
    String template =
        fis.createExperimentTemplate(
                Ground.blank()
                    .targets(targets)
                    .actions(actions)
                    .experimentOptions(
                        o -> o.emptyTargetResolutionMode(EmptyTargetResolutionMode.SKIP))
                    .build())
            .experimentTemplate()
            .id();
    String id = fis.startExperiment(r -> r.experimentTemplateId(template)).experiment().id();

    region.pass(Duration.ofMinutes(20));
    assertThat(status(id, "Pause-network-connectivity")).isEqualTo("completed");
    assertThat(status(id, "Pause-ASG-Scaling")).isEqualTo("running");
    assertThat(status(id, "Failover-RDS")).isEqualTo("skipped");
    assertThat(status(id, "Pause-ElastiCache")).isEqualTo("skipped");
    assertThat(database().availabilityZone()).isNotEqualTo(zone);
    assertThat(group().instances())
        .hasSize(desired)
        .allSatisfy(
            member -> {
              assertThat(member.availabilityZone()).isNotEqualTo(zone);
              assertThat(member.lifecycleStateAsString()).isEqualTo("InService");
            });

    region.pass(Duration.ofMinutes(40));
    assertThat(fis.getExperiment(r -> r.id(id)).experiment().state().statusAsString())
        .as("what Auto Scaling has terminated need not be started again")
        .isEqualTo("completed");
    assertThat(group().instances())
        .as("balanced again")
        .anySatisfy(member -> assertThat(member.availabilityZone()).isEqualTo(zone));
  }

  private String status(String id, String action) {
    return Ground.named(
            action, region.aws().fis().getExperiment(r -> r.id(id)).experiment().actions())
        .state()
        .statusAsString();
  }
}
