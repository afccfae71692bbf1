package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateStopConditionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;
import software.amazon.awssdk.services.fis.model.Experiment;

/** A VPC with a subnet in each of two zones, and experiments on what stands in it. */
final class Ground {
  static final String ROLE = "arn:aws:iam::123456789012:role/fis";
  static final Map<String, String> READY = Map.of("AzImpairmentPower", "Ready");

  private final RegionUnderTest region;
  private final String vpcId;
  private final Map<String, String> subnets;

  Ground(RegionUnderTest region) {
    this.region = region;
    this.vpcId = ec2().createVpc(r -> r.cidrBlock("10.77.0.0/16")).vpc().vpcId();
    this.subnets = Map.of("a", createSubnet("a", 1), "b", createSubnet("b", 2));
  }

  FisClient fis() {
    return region.aws().fis();
  }

  Ec2Client ec2() {
    return region.aws().ec2();
  }

  String vpcId() {
    return vpcId;
  }

  String subnet(String zone) {
    return Objects.requireNonNull(subnets.get(zone));
  }

  private String createSubnet(String zone, int number) {
    return ec2()
        .createSubnet(
            r ->
                r.vpcId(vpcId)
                    .cidrBlock("10.77." + number + ".0/24")
                    .availabilityZone("eu-west-2" + zone)
                    .tagSpecifications(tags(ResourceType.SUBNET, READY)))
        .subnet()
        .subnetId();
  }

  private static TagSpecification tags(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            tags.entrySet().stream()
                .map(
                    e ->
                        software.amazon.awssdk.services.ec2.model.Tag.builder()
                            .key(e.getKey())
                            .value(e.getValue())
                            .build())
                .toList())
        .build();
  }

  String imageId() {
    return ec2()
        .describeImages(
            r ->
                r.owners("amazon")
                    .filters(Filter.builder().name("architecture").values("x86_64").build()))
        .images()
        .stream()
        .map(Image::imageId)
        .findFirst()
        .orElseThrow();
  }

  /** An instance that runs, with the tag of the scenario. */
  String instance(String zone) {
    String id =
        ec2()
            .runInstances(
                r ->
                    r.imageId(imageId())
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(subnet(zone))
                        .tagSpecifications(tags(ResourceType.INSTANCE, READY)))
            .instances()
            .get(0)
            .instanceId();
    region.pass(Duration.ofMinutes(1));
    return id;
  }

  String state(String instanceId) {
    return ec2()
        .describeInstances(r -> r.instanceIds(instanceId))
        .reservations()
        .get(0)
        .instances()
        .get(0)
        .state()
        .nameAsString();
  }

  static CreateExperimentTemplateStopConditionInput stopCondition(
      String source, @Nullable String value) {
    return CreateExperimentTemplateStopConditionInput.builder().source(source).value(value).build();
  }

  /** The tag of the scenario on an Auto Scaling group, with this value. */
  static Tag ofGroup(String name, String value, boolean propagates) {
    return Tag.builder()
        .resourceId(name)
        .resourceType("auto-scaling-group")
        .key("AzImpairmentPower")
        .value(value)
        .propagateAtLaunch(propagates)
        .build();
  }

  /** Gives resources of EC2 the tag of the scenario, with this value. */
  static void tag(Ec2Client ec2, List<String> resources, String value) {
    ec2.createTags(
        CreateTagsRequest.builder()
            .resources(resources)
            .tags(tags(ResourceType.INSTANCE, Map.of("AzImpairmentPower", value)).tags())
            .build());
  }

  /** What every template has: its role, and no stop condition. */
  static CreateExperimentTemplateRequest.Builder blank() {
    return CreateExperimentTemplateRequest.builder()
        .description("an experiment")
        .roleArn(ROLE)
        .stopConditions(stopCondition("none", null));
  }

  /** Resources with the tag of the scenario, all of them. */
  static CreateExperimentTemplateTargetInput ready(String type) {
    return CreateExperimentTemplateTargetInput.builder()
        .resourceType(type)
        .resourceTags(READY)
        .selectionMode("ALL")
        .build();
  }

  static CreateExperimentTemplateActionInput action(
      String id, Map<String, String> parameters, Map<String, String> targets) {
    return CreateExperimentTemplateActionInput.builder()
        .actionId(id)
        .parameters(parameters)
        .targets(targets)
        .build();
  }

  /** A template with one action on all instances that have the tag. */
  static CreateExperimentTemplateRequest.Builder onInstances(
      String actionId, Map<String, String> parameters) {
    return blank()
        .targets(Map.of("I", ready("aws:ec2:instance")))
        .actions(Map.of("act", action(actionId, parameters, Map.of("Instances", "I"))));
  }

  String template(CreateExperimentTemplateRequest.Builder wanted) {
    return fis().createExperimentTemplate(wanted.build()).experimentTemplate().id();
  }

  /** Starts an experiment and lets the time pass until its actions have begun. */
  String begin(CreateExperimentTemplateRequest.Builder wanted) {
    String id = start(template(wanted));
    region.pass(Duration.ofSeconds(14));
    return id;
  }

  String start(String templateId) {
    return fis().startExperiment(r -> r.experimentTemplateId(templateId)).experiment().id();
  }

  Experiment experiment(String id) {
    return fis().getExperiment(r -> r.id(id)).experiment();
  }

  String status(String id) {
    return experiment(id).state().statusAsString();
  }

  String status(String id, String action) {
    return named(action, experiment(id).actions()).state().statusAsString();
  }

  /** What stands under a name in a description; fails where there is none. */
  static <T> T named(String name, Map<String, T> all) {
    return Objects.requireNonNull(all.get(name));
  }

  String reason(String id) {
    return experiment(id).state().reason();
  }
}
