package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;

/** A network load balancer in a whole region: real instances, real packets, real clients. */
class NetworkLoadBalancerInRegionTest {
  private static final String CLIENTS = "203.0.113.0/24";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private Ec2Client ec2;
  private ElasticLoadBalancingV2Client elb;
  private String vpc = "";
  private String appGroup = "";
  private String doorGroup = "";
  private String targets = "";
  private LoadBalancer door = LoadBalancer.builder().build();
  private final List<String> subnets = new ArrayList<>();
  private final List<String> instances = new ArrayList<>();

  @BeforeEach
  void a_vpc_with_an_instance_in_each_zone() {
    ec2 = region.aws().ec2();
    elb = region.aws().elasticLoadBalancing();
    vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    String table =
        ec2.describeRouteTables(r -> r.filters(ofVpc())).routeTables().get(0).routeTableId();
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    subnets.add(subnet("a", "10.0.1.0/24"));
    subnets.add(subnet("b", "10.0.2.0/24"));
    appGroup = securityGroup("app");
    doorGroup = securityGroup("door");
    subnets.forEach(subnet -> instances.add(instance(subnet)));
    region.aws().ec2Waiter().waitUntilInstanceRunning(r -> r.instanceIds(instances));
  }

  /** Guarded by these security groups, and checking every ten seconds. */
  private void door(String checkedBy, String... securityGroups) {
    door =
        elb.createLoadBalancer(
                r -> r.name("door").type("network").subnets(subnets).securityGroups(securityGroups))
            .loadBalancers()
            .get(0);
    targets =
        elb.createTargetGroup(
                r ->
                    r.name("app")
                        .protocol("TCP")
                        .port(8080)
                        .vpcId(vpc)
                        .healthCheckProtocol(checkedBy)
                        .healthCheckPort("9090")
                        .healthCheckIntervalSeconds(10)
                        .healthyThresholdCount(2))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    elb.createListener(
        r ->
            r.loadBalancerArn(door.loadBalancerArn())
                .protocol("TCP")
                .port(80)
                .defaultActions(ElbUnderTest.forward(targets)));
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
        .waitUntilLoadBalancerAvailable(r -> r.loadBalancerArns(door.loadBalancerArn()));
    region.pass(Duration.ofSeconds(60));
  }

  private Filter ofVpc() {
    return Filter.builder().name("vpc-id").values(vpc).build();
  }

  private String subnet(String zone, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone("eu-west-2" + zone))
        .subnet()
        .subnetId();
  }

  private String securityGroup(String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description(name)).groupId();
  }

  private void admit(String group, int port, String block) {
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(from(port, block)));
  }

  private static IpPermission from(int port, String block) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp(block).build())
        .build();
  }

  private void admitDoor(int port) {
    ec2.authorizeSecurityGroupIngress(
        r ->
            r.groupId(appGroup)
                .ipPermissions(
                    IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .userIdGroupPairs(UserIdGroupPair.builder().groupId(doorGroup).build())
                        .build()));
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

  private List<String> health() {
    return instances.stream()
        .map(
            id ->
                elb.describeTargetHealth(
                        r ->
                            r.targetGroupArn(targets)
                                .targets(TargetDescription.builder().id(id).build()))
                    .targetHealthDescriptions()
                    .get(0)
                    .targetHealth()
                    .stateAsString())
        .toList();
  }

  /** How clients fare for half a minute. */
  private Set<String> outcomes() {
    List<Exchange> seen = new ArrayList<>();
    TrafficPort.Clients clients =
        region
            .platform()
            .traffic()
            .start(
                new TrafficPort.Plan(door.dnsName(), false, "/", 4, Duration.ofSeconds(1), 4),
                seen::add);
    region.pass(Duration.ofSeconds(30));
    clients.stop();
    assertThat(seen).isNotEmpty();
    return seen.stream().map(each -> each.outcome().toString()).collect(Collectors.toSet());
  }

  @Test
  void a_check_asks_the_port_that_it_is_told_to_from_the_node_s_own_address() {
    admit(appGroup, 8080, "0.0.0.0/0");
    door("TCP");
    assertThat(health()).as("port 9090 is shut").containsOnly("unhealthy");

    admit(appGroup, 9090, "10.0.0.0/16");
    region.pass(Duration.ofSeconds(60));
    assertThat(health()).containsOnly("healthy");
  }

  @Test
  void
      a_check_over_tcp_does_not_notice_that_an_application_hangs_or_fails_and_one_over_http_does() {
    admit(appGroup, 9090, "10.0.0.0/16");
    door("TCP");
    Impaired.by(region.platform()).hangApplication(instances.get(0));
    Impaired.by(region.platform()).failApplication(instances.get(1), 500);
    region.pass(Duration.ofSeconds(60));
    assertThat(health()).containsOnly("healthy");

    elb.modifyTargetGroup(r -> r.targetGroupArn(targets).healthCheckProtocol("HTTP"));
    region.pass(Duration.ofSeconds(60));
    assertThat(health()).containsOnly("unhealthy");
  }

  @Test
  void an_instance_that_is_stopped_is_unused_and_a_zone_without_power_unhealthy() {
    admit(appGroup, 9090, "10.0.0.0/16");
    door("TCP");
    Impaired.by(region.platform()).cutZonePower("eu-west-2a");
    region.pass(Duration.ofSeconds(60));
    assertThat(health()).containsExactly("unhealthy", "healthy");

    ec2.stopInstances(r -> r.instanceIds(instances.get(1)));
    region.pass(Duration.ofSeconds(60));
    assertThat(health().get(1)).isEqualTo("unused");
  }

  @Test
  void an_instance_must_admit_the_client_and_not_the_load_balancer() {
    admit(appGroup, 9090, "10.0.0.0/16");
    admit(appGroup, 8080, "10.0.0.0/16");
    door("TCP");
    assertThat(health()).containsOnly("healthy");
    assertThat(outcomes()).as("the VPC alone is admitted").containsOnly("timeout");

    admit(appGroup, 8080, CLIENTS);
    assertThat(outcomes()).containsOnly("200");
  }

  @Test
  void without_the_client_s_address_an_instance_must_admit_the_load_balancer() {
    admit(appGroup, 9090, "10.0.0.0/16");
    admit(appGroup, 8080, "10.0.0.0/16");
    door("TCP");
    elb.modifyTargetGroupAttributes(
        r ->
            r.targetGroupArn(targets)
                .attributes(
                    TargetGroupAttribute.builder()
                        .key("preserve_client_ip.enabled")
                        .value("false")
                        .build()));

    assertThat(outcomes()).containsOnly("200");
  }

  @Test
  void an_instance_may_admit_the_load_balancer_s_security_group_and_that_filters_clients() {
    admitDoor(9090);
    admitDoor(8080);
    door("TCP", doorGroup);
    assertThat(health()).containsOnly("healthy");
    assertThat(outcomes()).as("the door is shut").containsOnly("timeout");

    admit(doorGroup, 80, CLIENTS);
    assertThat(outcomes()).containsOnly("200");
  }

  @Test
  void a_network_acl_must_let_replies_to_clients_pass() {
    admit(appGroup, 9090, "10.0.0.0/16");
    admit(appGroup, 8080, CLIENTS);
    door("TCP");
    elb.modifyLoadBalancerAttributes(
        r ->
            r.loadBalancerArn(door.loadBalancerArn())
                .attributes(
                    LoadBalancerAttribute.builder()
                        .key("load_balancing.cross_zone.enabled")
                        .value("true")
                        .build()));
    assertThat(outcomes()).containsOnly("200");
    String acl =
        ec2.describeNetworkAcls(r -> r.filters(ofVpc())).networkAcls().get(0).networkAclId();

    ec2.createNetworkAclEntry(
        r ->
            r.networkAclId(acl)
                .ruleNumber(50)
                .protocol("6")
                .ruleAction("deny")
                .egress(true)
                .cidrBlock(CLIENTS)
                .portRange(p -> p.from(1024).to(65535)));

    assertThat(outcomes()).containsOnly("timeout");
  }

  @Test
  void what_an_application_does_the_client_sees() {
    admit(appGroup, 9090, "10.0.0.0/16");
    admit(appGroup, 8080, CLIENTS);
    door("TCP");
    instances.forEach(id -> Impaired.by(region.platform()).failApplication(id, 500));
    assertThat(outcomes()).containsOnly("500");
  }

  @Test
  void a_group_that_listens_to_it_replaces_what_it_finds_unhealthy() {
    admit(appGroup, 9090, "10.0.0.0/16");
    door("HTTP");
    String template =
        ec2.createLaunchTemplate(
                r ->
                    r.launchTemplateName("app")
                        .launchTemplateData(
                            d ->
                                d.imageId(
                                        "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
                                    .instanceType("t3.micro")
                                    .securityGroupIds(appGroup)))
            .launchTemplate()
            .launchTemplateId();
    region
        .aws()
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName("app")
                    .minSize(1)
                    .maxSize(1)
                    .vpcZoneIdentifier(subnets.get(0))
                    .launchTemplate(t -> t.launchTemplateId(template).version("$Latest"))
                    .targetGroupARNs(targets)
                    .healthCheckType("ELB")
                    .healthCheckGracePeriod(60));
    region.pass(Duration.ofMinutes(5));
    String first = member();
    Impaired.by(region.platform()).hangApplication(first);
    region.pass(Duration.ofMinutes(15));

    assertThat(member()).isNotEqualTo(first);
  }

  private String member() {
    return region
        .aws()
        .autoScaling()
        .describeAutoScalingGroups()
        .autoScalingGroups()
        .get(0)
        .instances()
        .stream()
        .filter(each -> "InService".equals(each.lifecycleStateAsString()))
        .findFirst()
        .orElseThrow()
        .instanceId();
  }

  @Test
  void no_web_acl_protects_it() {
    door("TCP");
    String acl =
        region
            .aws()
            .wafv2()
            .createWebACL(
                r ->
                    r.name("web")
                        .scope("REGIONAL")
                        .defaultAction(d -> d.allow(allow -> {}))
                        .visibilityConfig(
                            v ->
                                v.metricName("web")
                                    .cloudWatchMetricsEnabled(true)
                                    .sampledRequestsEnabled(true)))
            .summary()
            .arn();

    assertThatThrownBy(
            () ->
                region
                    .aws()
                    .wafv2()
                    .associateWebACL(r -> r.webACLArn(acl).resourceArn(door.loadBalancerArn())))
        .isInstanceOf(WafNonexistentItemException.class);
  }
}
