package dev.azdrill.foreign;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.acm.model.ValidationMethod;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;

/**
 * A stack that somebody else made: by plain calls of the SDK, without a tag of azdrill's. Its
 * network has three tiers, or two where it has no database; its names begin with those of others.
 */
public final class ForeignStack {
  /** The two zones of a sound one. */
  public static final List<String> TWO_ZONES = List.of("eu-west-2a", "eu-west-2b");

  private final AwsSession aws;
  private final Ec2Client ec2;
  private final String name;
  private final List<String> zones;
  private final String vpcId;

  private ForeignStack(AwsSession aws, String name, List<String> zones) {
    this.aws = Somebody.beside(aws);
    this.ec2 = this.aws.ec2();
    this.name = name;
    this.zones = zones;
    this.vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  /**
   * Makes one in each of these zones' subnets, with two instances, and waits until it serves: an
   * hour, in virtual time.
   *
   * @param zones where its instances stand; with two, a database with a standby belongs to it. A
   *     load balancer always has two zones, as AWS asks for
   * @return the id of its VPC
   */
  public static String serving(AwsSession aws, String name, List<String> zones) {
    ForeignStack stack = new ForeignStack(aws, name, zones);
    stack.build();
    return stack.vpcId;
  }

  /** Its owner lets it be drilled under a name. */
  public static void optIn(AwsSession aws, String vpcId, String name) {
    Tag tag = Tag.builder().key("azdrill:drilled").value(name).build();
    Somebody.beside(aws).ec2().createTags(r -> r.resources(vpcId).tags(tag));
  }

  private void build() {
    ec2.createTags(r -> r.resources(vpcId).tags(Tag.builder().key("Name").value(name).build()));
    ec2.modifyVpcAttribute(r -> r.vpcId(vpcId).enableDnsHostnames(v -> v.value(true)));
    closeDefaultGroup();
    String internet = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(internet).vpcId(vpcId));
    List<String> open = subnets(0, TWO_ZONES);
    String table = table(open);
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(internet));
    List<String> inner = subnets(10, zones);
    for (int i = 0; i < zones.size(); i++) {
      routeOut(inner.get(i), open.get(i));
    }
    String balancers = group("balancer", IpPermission.builder().ipRanges(anywhere()), 80, 443);
    String members = group("members", from(balancers), 8080);
    if (zones.size() > 1) {
      List<String> stores = subnets(20, zones);
      table(stores);
      createDatabase(stores, group("store", from(members), 5432));
    }
    String targets = targetGroup();
    createLoadBalancer(open, balancers, targets);
    createGroup(inner, members, targets);
    aws.clock().pass(Duration.ofMinutes(40));
  }

  private void closeDefaultGroup() {
    ec2.describeSecurityGroups().securityGroups().stream()
        .filter(each -> vpcId.equals(each.vpcId()))
        .forEach(
            each -> {
              ec2.revokeSecurityGroupIngress(
                  r -> r.groupId(each.groupId()).ipPermissions(each.ipPermissions()));
              ec2.revokeSecurityGroupEgress(
                  r -> r.groupId(each.groupId()).ipPermissions(each.ipPermissionsEgress()));
            });
  }

  private List<String> subnets(int third, List<String> where) {
    List<String> subnets = new ArrayList<>();
    for (String zone : where) {
      String block = "10.0." + (third + subnets.size()) + ".0/24";
      subnets.add(
          ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(block).availabilityZone(zone))
              .subnet()
              .subnetId());
    }
    return subnets;
  }

  private String table(List<String> subnets) {
    String table = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    subnets.forEach(id -> ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(id)));
    return table;
  }

  private void routeOut(String subnet, String open) {
    String address = ec2.allocateAddress().allocationId();
    String nat =
        ec2.createNatGateway(r -> r.subnetId(open).allocationId(address))
            .natGateway()
            .natGatewayId();
    aws.ec2Waiter().waitUntilNatGatewayAvailable(r -> r.natGatewayIds(nat));
    String table = table(List.of(subnet));
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat));
  }

  private static IpRange anywhere() {
    return IpRange.builder().cidrIp("0.0.0.0/0").build();
  }

  private static IpPermission.Builder from(String group) {
    return IpPermission.builder()
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(group).build());
  }

  private String group(String role, IpPermission.Builder sender, int... ports) {
    String id =
        ec2.createSecurityGroup(r -> r.groupName(name + "-" + role).description(role).vpcId(vpcId))
            .groupId();
    for (int port : ports) {
      IpPermission rule = sender.ipProtocol("tcp").fromPort(port).toPort(port).build();
      ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(rule));
    }
    return id;
  }

  private void createDatabase(List<String> subnets, String group) {
    aws.rds()
        .createDBSubnetGroup(
            r ->
                r.dbSubnetGroupName(name + "-stores")
                    .dbSubnetGroupDescription("data")
                    .subnetIds(subnets));
    aws.rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(name + "-store")
                    .engine("postgres")
                    .dbInstanceClass("db.t4g.medium")
                    .allocatedStorage(20)
                    .storageEncrypted(true)
                    .masterUsername("keeper")
                    .manageMasterUserPassword(true)
                    .multiAZ(true)
                    .backupRetentionPeriod(7)
                    .dbSubnetGroupName(name + "-stores")
                    .vpcSecurityGroupIds(group)
                    .publiclyAccessible(false));
  }

  private String targetGroup() {
    String arn =
        aws.elasticLoadBalancing()
            .createTargetGroup(
                r ->
                    r.name(name + "-members")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(vpcId)
                        .healthCheckIntervalSeconds(10)
                        .healthCheckTimeoutSeconds(5)
                        .unhealthyThresholdCount(2)
                        .healthyThresholdCount(2))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    aws.elasticLoadBalancing()
        .modifyTargetGroupAttributes(
            r ->
                r.targetGroupArn(arn)
                    .attributes(
                        TargetGroupAttribute.builder()
                            .key("deregistration_delay.timeout_seconds")
                            .value("30")
                            .build()));
    return arn;
  }

  private void createLoadBalancer(List<String> subnets, String group, String targets) {
    LoadBalancer balancer =
        aws.elasticLoadBalancing()
            .createLoadBalancer(
                r ->
                    r.name(name + "-front")
                        .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                        .subnets(subnets)
                        .securityGroups(group))
            .loadBalancers()
            .get(0);
    String arn = balancer.loadBalancerArn();
    aws.elasticLoadBalancing()
        .modifyLoadBalancerAttributes(
            r ->
                r.loadBalancerArn(arn)
                    .attributes(
                        LoadBalancerAttribute.builder()
                            .key("routing.http.drop_invalid_header_fields.enabled")
                            .value("true")
                            .build()));
    String certificate =
        aws.acm()
            .requestCertificate(
                r -> r.domainName(name + ".example.com").validationMethod(ValidationMethod.DNS))
            .certificateArn();
    aws.clock().pass(Duration.ofMinutes(10)); // until it is issued
    aws.elasticLoadBalancing()
        .createListener(
            r ->
                r.loadBalancerArn(arn)
                    .protocol(ProtocolEnum.HTTPS)
                    .port(443)
                    .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                    .certificates(Certificate.builder().certificateArn(certificate).build())
                    .defaultActions(
                        Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .targetGroupArn(targets)
                            .build()));
    aws.elasticLoadBalancingWaiter().waitUntilLoadBalancerAvailable(r -> r.loadBalancerArns(arn));
    protect(arn);
  }

  private void protect(String balancer) {
    VisibilityConfig visible =
        VisibilityConfig.builder()
            .metricName(name)
            .cloudWatchMetricsEnabled(true)
            .sampledRequestsEnabled(true)
            .build();
    Rule rate =
        Rule.builder()
            .name("rate")
            .priority(0)
            .action(action -> action.block(block -> {}))
            .statement(
                statement ->
                    statement.rateBasedStatement(
                        of ->
                            of.limit(2000L)
                                .aggregateKeyType(RateBasedStatementAggregateKeyType.IP)))
            .visibilityConfig(visible)
            .build();
    String acl =
        aws.wafv2()
            .createWebACL(
                r ->
                    r.name(name)
                        .scope(Scope.REGIONAL)
                        .defaultAction(action -> action.allow(allow -> {}))
                        .rules(rate)
                        .visibilityConfig(visible))
            .summary()
            .arn();
    aws.wafv2().associateWebACL(r -> r.webACLArn(acl).resourceArn(balancer));
  }

  private void createGroup(List<String> subnets, String group, String targets) {
    String image =
        aws.ssm()
            .getParameter(
                r ->
                    r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
            .parameter()
            .value();
    String template =
        ec2.createLaunchTemplate(
                r ->
                    r.launchTemplateName(name)
                        .launchTemplateData(
                            data ->
                                data.imageId(image)
                                    .instanceType("t3.micro")
                                    .monitoring(m -> m.enabled(true))
                                    .metadataOptions(
                                        m -> m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED))
                                    .networkInterfaces(
                                        LaunchTemplateInstanceNetworkInterfaceSpecificationRequest
                                            .builder()
                                            .deviceIndex(0)
                                            .associatePublicIpAddress(false)
                                            .deleteOnTermination(true)
                                            .groups(group)
                                            .build())))
            .launchTemplate()
            .launchTemplateId();
    aws.autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName(name + "-members")
                    .launchTemplate(t -> t.launchTemplateId(template).version("$Latest"))
                    .minSize(2)
                    .desiredCapacity(2)
                    .maxSize(6)
                    .vpcZoneIdentifier(String.join(",", subnets))
                    .targetGroupARNs(targets)
                    .healthCheckType("ELB")
                    .healthCheckGracePeriod(60));
  }
}
