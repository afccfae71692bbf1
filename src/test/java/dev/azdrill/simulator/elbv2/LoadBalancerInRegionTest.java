package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WafUnavailableEntityException;

/** A load balancer in a whole region: real instances, real packets, nothing in anybody's place. */
class LoadBalancerInRegionTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private Ec2Client ec2;
  private ElasticLoadBalancingV2Client elb;
  private String balancerGroup = "";
  private String appGroup = "";
  private String loadBalancer = "";
  private String targets = "";
  private final List<String> instances = new ArrayList<>();

  @BeforeEach
  void a_load_balancer_with_a_target_in_each_zone() {
    ec2 = region.aws().ec2();
    elb = region.aws().elasticLoadBalancing();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    String a = subnet(vpc, "a", "10.0.1.0/24");
    String b = subnet(vpc, "b", "10.0.2.0/24");
    balancerGroup = securityGroup(vpc, "load-balancer");
    appGroup = securityGroup(vpc, "app");
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(appGroup).ipPermissions(fromTheLoadBalancer()));
    loadBalancer =
        elb.createLoadBalancer(r -> r.name("web").subnets(a, b).securityGroups(balancerGroup))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    targets =
        elb.createTargetGroup(
                r ->
                    r.name("app")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(vpc)
                        .healthCheckIntervalSeconds(10)
                        .healthyThresholdCount(2))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    elb.createListener(
        r ->
            r.loadBalancerArn(loadBalancer)
                .protocol(ProtocolEnum.HTTP)
                .port(80)
                .defaultActions(ElbUnderTest.forward(targets)));
    instances.add(instance(a));
    instances.add(instance(b));
    region.aws().ec2Waiter().waitUntilInstanceRunning(r -> r.instanceIds(instances));
    elb.registerTargets(
        r ->
            r.targetGroupArn(targets)
                .targets(
                    instances.stream()
                        .map(id -> TargetDescription.builder().id(id).build())
                        .toList()));
    region
        .aws()
        .elasticLoadBalancingWaiter()
        .waitUntilTargetInService(r -> r.targetGroupArn(targets));
  }

  @Test
  void without_the_rule_from_the_load_balancer_to_the_application_checks_time_out() {
    ec2.revokeSecurityGroupIngress(r -> r.groupId(appGroup).ipPermissions(fromTheLoadBalancer()));
    region.pass(Duration.ofSeconds(25));

    assertThat(health(0).reasonAsString()).isEqualTo("Target.Timeout");
    assertThat(health(1).reasonAsString()).isEqualTo("Target.Timeout");
  }

  @Test
  void a_zone_without_power_loses_its_target_within_25_seconds_and_gets_it_back() {
    Undo undo = Impaired.by(region.platform()).cutZonePower("eu-west-2a");
    region.pass(Duration.ofSeconds(25));
    assertThat(health(0).reasonAsString()).isEqualTo("Target.Timeout");
    assertThat(health(1).stateAsString()).isEqualTo("healthy");

    undo.undo();
    region.pass(Duration.ofSeconds(60));
    assertThat(health(0).stateAsString()).isEqualTo("healthy");
  }

  @Test
  void a_hung_application_is_told_from_one_that_fails() {
    Impaired.by(region.platform()).hangApplication(instances.get(0));
    Impaired.by(region.platform()).failApplication(instances.get(1), 500);
    region.pass(Duration.ofSeconds(25));

    assertThat(health(0).reasonAsString()).isEqualTo("Target.Timeout");
    assertThat(health(1).description()).isEqualTo("Health checks failed with these codes: [500]");
  }

  @Test
  void a_terminated_instance_is_unused_until_ec2_has_forgotten_it() {
    ec2.terminateInstances(r -> r.instanceIds(instances.get(0)));
    assertThat(health(0).description()).isEqualTo("Target is in the shutting-down state");
    region.aws().ec2Waiter().waitUntilInstanceTerminated(r -> r.instanceIds(instances.get(0)));
    assertThat(health(0).reasonAsString()).isEqualTo("Target.InvalidState");
    region.pass(Duration.ofMinutes(61));

    assertThat(health(0).reasonAsString()).isEqualTo("Target.NotRegistered");
  }

  @Test
  void a_security_group_of_the_load_balancer_can_be_changed_and_then_deleted() {
    String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
    String other = securityGroup(vpc, "other");
    elb.setSecurityGroups(r -> r.loadBalancerArn(loadBalancer).securityGroups(other));
    region.pass(Duration.ofSeconds(25));

    assertThat(health(0).reasonAsString())
        .as("the application admits the old group alone")
        .isEqualTo("Target.Timeout");
    ec2.revokeSecurityGroupIngress(r -> r.groupId(appGroup).ipPermissions(fromTheLoadBalancer()));
    ec2.deleteSecurityGroup(r -> r.groupId(balancerGroup));
  }

  @Test
  void a_web_acl_protects_it_as_soon_as_it_is_active() {
    String acl =
        region
            .aws()
            .wafv2()
            .createWebACL(
                r ->
                    r.name("web")
                        .scope(Scope.REGIONAL)
                        .defaultAction(d -> d.allow(allow -> {}))
                        .visibilityConfig(
                            v ->
                                v.metricName("web")
                                    .cloudWatchMetricsEnabled(true)
                                    .sampledRequestsEnabled(true)))
            .summary()
            .arn();
    String fresh =
        elb.createLoadBalancer(
                r ->
                    r.name("fresh")
                        .subnets(
                            elb
                                .describeLoadBalancers()
                                .loadBalancers()
                                .get(0)
                                .availabilityZones()
                                .stream()
                                .map(z -> z.subnetId())
                                .toList()))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();

    associate(acl, loadBalancer);
    assertThat(
            region
                .aws()
                .wafv2()
                .getWebACLForResource(r -> r.resourceArn(loadBalancer))
                .webACL()
                .name())
        .isEqualTo("web");
    assertThatThrownBy(() -> associate(acl, fresh))
        .isInstanceOf(WafUnavailableEntityException.class);
  }

  private void associate(String acl, String resource) {
    region.aws().wafv2().associateWebACL(r -> r.webACLArn(acl).resourceArn(resource));
  }

  private TargetHealth health(int instance) {
    return elb.describeTargetHealth(
            r ->
                r.targetGroupArn(targets)
                    .targets(TargetDescription.builder().id(instances.get(instance)).build()))
        .targetHealthDescriptions()
        .get(0)
        .targetHealth();
  }

  private String subnet(String vpc, String zone, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone("eu-west-2" + zone))
        .subnet()
        .subnetId();
  }

  private String securityGroup(String vpc, String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description(name)).groupId();
  }

  private IpPermission fromTheLoadBalancer() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(8080)
        .toPort(8080)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(balancerGroup).build())
        .build();
  }

  private String instance(String subnet) {
    return ec2.runInstances(
            r ->
                r.imageId(
                        "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet)
                    .securityGroupIds(appGroup))
        .instances()
        .get(0)
        .instanceId();
  }
}
