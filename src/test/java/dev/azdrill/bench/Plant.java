package dev.azdrill.bench;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

/** A network with room for many instances, and what is to be put into it in great numbers. */
final class Plant {
  private static final int AT_ONCE = 1_000;

  private final AwsSession aws;
  private final String vpc;
  private final List<String> subnets;
  private final String image;
  private final String template;

  private Plant(AwsSession aws, String vpc, List<String> subnets, String image, String template) {
    this.aws = aws;
    this.vpc = vpc;
    this.subnets = subnets;
    this.image = image;
    this.template = template;
  }

  /** Two subnets with 16,000 addresses each, in two zones. */
  static Plant in(SimulatorPlatform platform) {
    AwsSession aws = Somebody.beside(platform.session());
    String vpc = aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    aws.ec2().createInternetGateway();
    String gateway =
        aws.ec2().describeInternetGateways().internetGateways().get(0).internetGatewayId();
    aws.ec2().attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    String table = aws.ec2().describeRouteTables().routeTables().get(0).routeTableId();
    aws.ec2()
        .createRoute(
            r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    List<String> subnets =
        List.of(
            subnet(aws, vpc, "10.0.0.0/18", "eu-west-2a"),
            subnet(aws, vpc, "10.0.64.0/18", "eu-west-2b"));
    Filter amazonLinux = Filter.builder().name("name").values("al2023-*-x86_64").build();
    String image =
        aws.ec2()
            .describeImages(r -> r.owners("amazon").filters(amazonLinux))
            .images()
            .get(0)
            .imageId();
    String template =
        aws.ec2()
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("bench")
                        .launchTemplateData(d -> d.imageId(image).instanceType("t3.micro")))
            .launchTemplate()
            .launchTemplateId();
    return new Plant(aws, vpc, subnets, image, template);
  }

  private static String subnet(AwsSession aws, String vpc, String cidr, String zone) {
    return aws.ec2()
        .createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  /** Launches so many instances; their ids. */
  List<String> run(int count) {
    List<String> ids = new ArrayList<>();
    for (int left = count; left > 0; left -= AT_ONCE) {
      int now = Math.min(left, AT_ONCE);
      aws
          .ec2()
          .runInstances(
              r ->
                  r.imageId(image)
                      .instanceType("t3.micro")
                      .subnetId(subnets.get(0))
                      .minCount(now)
                      .maxCount(now))
          .instances()
          .stream()
          .map(Instance::instanceId)
          .forEach(ids::add);
    }
    return ids;
  }

  void terminate(List<String> ids) {
    aws.ec2().terminateInstances(r -> r.instanceIds(ids));
  }

  /** A target group that a load balancer forwards to; its ARN. */
  String balanced() {
    String group =
        aws.elasticLoadBalancing()
            .createTargetGroup(r -> r.name("bench").protocol("HTTP").port(80).vpcId(vpc))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    String balancer =
        aws.elasticLoadBalancing()
            .createLoadBalancer(r -> r.name("bench").subnets(subnets))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    aws.elasticLoadBalancing()
        .createListener(
            r ->
                r.loadBalancerArn(balancer)
                    .protocol("HTTP")
                    .port(80)
                    .defaultActions(
                        Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .targetGroupArn(group)
                            .build()));
    return group;
  }

  /** An Auto Scaling group of so many. */
  void group(String name, int capacity) {
    aws.autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName(name)
                    .launchTemplate(t -> t.launchTemplateId(template).version("1"))
                    .vpcZoneIdentifier(String.join(",", subnets))
                    .minSize(0)
                    .desiredCapacity(capacity)
                    .maxSize(100));
  }

  String securityGroup(String name) {
    return aws.ec2()
        .createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description("bench"))
        .groupId();
  }
}
