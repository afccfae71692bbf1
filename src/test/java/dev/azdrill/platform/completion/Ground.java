package dev.azdrill.platform.completion;

import dev.azdrill.session.AwsSession;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Networking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A VPC in the foreign EC2 with a subnet in each of two zones, and something to launch in it. */
final class Ground {
  static final String GROUP = "workers";

  private static final TagSpecification OF_A_GROUP =
      TagSpecification.builder()
          .resourceType(ResourceType.INSTANCE)
          .tags(Tag.builder().key("aws:autoscaling:groupName").value(GROUP).build())
          .build();

  private final CompletedRegion completed;
  private final AwsSession aws;
  private final String vpcId;
  private final List<String> subnets = new ArrayList<>();
  private final String securityGroup;
  private final String image;
  private final String template;

  Ground(CompletedRegion completed) {
    this.completed = completed;
    this.aws = completed.foreign();
    vpcId = aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    aws.ec2Waiter().waitUntilVpcAvailable(r -> r.vpcIds(vpcId));
    for (String zone : List.of("eu-west-2a", "eu-west-2b")) {
      String block = "10.0." + subnets.size() + ".0/24";
      subnets.add(
          aws.ec2()
              .createSubnet(r -> r.vpcId(vpcId).cidrBlock(block).availabilityZone(zone))
              .subnet()
              .subnetId());
    }
    String gateway = aws.ec2().createInternetGateway().internetGateway().internetGatewayId();
    aws.ec2().attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpcId));
    securityGroup = securityGroup("workers");
    image =
        aws.ssm()
            .getParameter(
                r ->
                    r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
            .parameter()
            .value();
    template =
        aws.ec2()
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("workers")
                        .launchTemplateData(
                            d ->
                                d.imageId(image)
                                    .instanceType(InstanceType.T3_MICRO)
                                    .securityGroupIds(securityGroup)))
            .launchTemplate()
            .launchTemplateId();
    completed.look();
  }

  String securityGroup(String name) {
    return aws.ec2()
        .createSecurityGroup(r -> r.groupName(name).description(name).vpcId(vpcId))
        .groupId();
  }

  String vpcId() {
    return vpcId;
  }

  /** One in eu-west-2a, one in eu-west-2b. */
  List<String> subnets() {
    return subnets;
  }

  /** What instances are launched from. */
  String image() {
    return image;
  }

  String securityGroup() {
    return securityGroup;
  }

  /** What a group would launch into the first zone. */
  Compute.Launch launch() {
    return new Compute.Launch(
        template,
        "1",
        Optional.empty(),
        false,
        subnets.get(0),
        Map.of("aws:autoscaling:groupName", "x"));
  }

  /** What a load balancer would stand on in the first zone. */
  Networking.OwnedInterface node() {
    return new Networking.OwnedInterface(
        subnets.get(0), List.of(securityGroup), "ELB app/web/1", "amazon-elb", true, Map.of());
  }

  /** An instance of a group that is not ours: of another program, or of an earlier run. It runs. */
  String instanceOfSomebody(String subnetId) {
    String id =
        aws.ec2()
            .runInstances(
                r ->
                    r.imageId(image)
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(subnetId)
                        .tagSpecifications(OF_A_GROUP))
            .instances()
            .get(0)
            .instanceId();
    aws.ec2Waiter().waitUntilInstanceRunning(r -> r.instanceIds(id));
    return id;
  }

  /** A group of this many instances in both zones, all in service. */
  void group(int desired) {
    makeGroup(desired);
    completed.pass(Duration.ofMinutes(1));
  }

  /** The same, with nothing launched yet. */
  void makeGroup(int desired) {
    completed
        .aws()
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName(GROUP)
                    .launchTemplate(t -> t.launchTemplateId(template).version("$Latest"))
                    .minSize(0)
                    .maxSize(6)
                    .desiredCapacity(desired)
                    .vpcZoneIdentifier(String.join(",", subnets)));
  }

  AutoScalingGroup describeGroup() {
    return completed
        .aws()
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(GROUP))
        .autoScalingGroups()
        .get(0);
  }

  /** The instances of the group, as Auto Scaling has them. */
  List<String> members() {
    return describeGroup().instances().stream().map(each -> each.instanceId()).toList();
  }

  /** The member in this zone. */
  String member(String zone) {
    return describeGroup().instances().stream()
        .filter(each -> zone.equals(each.availabilityZone()))
        .findFirst()
        .orElseThrow()
        .instanceId();
  }

  /** As the foreign EC2 describes it. */
  Instance instance(String id) {
    return aws.ec2()
        .describeInstances(r -> r.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  /** Those that the foreign EC2 has and that are neither terminated nor on their way there. */
  List<String> runningInstances() {
    return aws.ec2().describeInstances().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(each -> each.state().code() < 32 || each.state().code() > 48)
        .map(Instance::instanceId)
        .toList();
  }

  InstanceStateName state(String id) {
    return instance(id).state().name();
  }
}
