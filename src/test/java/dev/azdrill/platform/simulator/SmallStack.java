package dev.azdrill.platform.simulator;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * An application in two zones, built by hand: a load balancer, an instance in each zone, a Multi-AZ
 * database. Nothing replaces an instance that is lost.
 */
final class SmallStack {
  static final String DATABASE = "orders";
  private static final List<String> ZONES = List.of("eu-west-2a", "eu-west-2b");

  private final AwsSession aws;
  private final Ec2Client ec2;
  private final String vpcId;
  private final String doorGroup;
  private final String applicationGroup;
  private final List<String> instances = new ArrayList<>();
  private final String host;

  private SmallStack(AwsSession aws) {
    this.aws = Somebody.beside(aws);
    this.ec2 = this.aws.ec2();
    this.vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    aws.ec2Waiter().waitUntilVpcAvailable(r -> r.vpcIds(vpcId));
    String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpcId));
    List<String> open = subnets(0);
    routeToInternet(open, gateway);
    this.doorGroup = group("door");
    this.applicationGroup = group("application");
    String databaseGroup = group("database");
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(doorGroup).ipProtocol("tcp").fromPort(80).toPort(80).cidrIp("0.0.0.0/0"));
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(applicationGroup).ipPermissions(from(doorGroup, 8080)));
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(databaseGroup).ipPermissions(from(applicationGroup, 5432)));
    createDatabase(subnets(20), databaseGroup);
    subnets(10).forEach(this::launch);
    this.host = createLoadBalancer(open);
  }

  /** Built, and serving. */
  static SmallStack serving(AwsSession aws) {
    SmallStack stack = new SmallStack(aws);
    aws.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier(DATABASE));
    return stack;
  }

  /** The load balancer's name. */
  String host() {
    return host;
  }

  /** One in each zone. */
  List<String> instances() {
    return instances;
  }

  /** Takes away the rule that lets the load balancer reach the application. */
  void cutDoorFromApplication() {
    ec2.revokeSecurityGroupIngress(
        r -> r.groupId(applicationGroup).ipPermissions(from(doorGroup, 8080)));
  }

  void restoreDoorToApplication() {
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(applicationGroup).ipPermissions(from(doorGroup, 8080)));
  }

  private List<String> subnets(int third) {
    List<String> subnets = new ArrayList<>();
    for (String zone : ZONES) {
      String block = "10.0." + (third + subnets.size()) + ".0/24";
      subnets.add(
          ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(block).availabilityZone(zone))
              .subnet()
              .subnetId());
    }
    return subnets;
  }

  private void routeToInternet(List<String> subnets, String gateway) {
    String table = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    subnets.forEach(id -> ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(id)));
  }

  private String group(String name) {
    return ec2.createSecurityGroup(r -> r.groupName(name).description(name).vpcId(vpcId)).groupId();
  }

  private static IpPermission from(String group, int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(group).build())
        .build();
  }

  private void launch(String subnetId) {
    String image =
        aws.ssm()
            .getParameter(
                r ->
                    r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
            .parameter()
            .value();
    instances.add(
        ec2.runInstances(
                r ->
                    r.imageId(image)
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1)
                        .monitoring(m -> m.enabled(true))
                        .subnetId(subnetId)
                        .securityGroupIds(applicationGroup))
            .instances()
            .get(0)
            .instanceId());
  }

  private void createDatabase(List<String> subnets, String group) {
    aws.rds()
        .createDBSubnetGroup(
            r -> r.dbSubnetGroupName("data").dbSubnetGroupDescription("data").subnetIds(subnets));
    aws.rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(DATABASE)
                    .engine("postgres")
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername("app")
                    .manageMasterUserPassword(true)
                    .multiAZ(true)
                    .dbSubnetGroupName("data")
                    .vpcSecurityGroupIds(group)
                    .publiclyAccessible(false));
  }

  private String createLoadBalancer(List<String> subnets) {
    ElasticLoadBalancingV2Client elb = aws.elasticLoadBalancing();
    String group =
        elb.createTargetGroup(
                r ->
                    r.name("web")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(vpcId)
                        .healthCheckIntervalSeconds(10)
                        .unhealthyThresholdCount(2)
                        .healthyThresholdCount(2))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    var balancer =
        elb.createLoadBalancer(r -> r.name("web").subnets(subnets).securityGroups(doorGroup))
            .loadBalancers()
            .get(0);
    elb.createListener(
        r ->
            r.loadBalancerArn(balancer.loadBalancerArn())
                .protocol(ProtocolEnum.HTTP)
                .port(80)
                .defaultActions(
                    Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(group).build()));
    aws.ec2Waiter().waitUntilInstanceRunning(r -> r.instanceIds(instances));
    elb.registerTargets(
        r ->
            r.targetGroupArn(group)
                .targets(
                    instances.stream()
                        .map(id -> TargetDescription.builder().id(id).build())
                        .toList()));
    aws.elasticLoadBalancingWaiter()
        .waitUntilLoadBalancerAvailable(r -> r.loadBalancerArns(balancer.loadBalancerArn()));
    aws.elasticLoadBalancingWaiter().waitUntilTargetInService(r -> r.targetGroupArn(group));
    return balancer.dnsName();
  }
}
