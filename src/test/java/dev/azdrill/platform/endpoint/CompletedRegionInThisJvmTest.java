package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSecurityGroupException;
import software.amazon.awssdk.services.rds.model.InvalidSubnetException;

/** Completed services on a foreign EC2 that lives in the same JVM: one kernel, virtual time. */
class CompletedRegionInThisJvmTest {
  private static final String SEED = "the same words";
  private static final String GROUP = "workers";

  private final SimulatorPlatform foreign = SimulatorPlatform.create(SEED);
  private final EndpointPlatform completed =
      EndpointPlatform.over(foreign.region(), SEED, Progress.SILENT);

  @AfterEach
  void close() {
    completed.close();
    foreign.close();
  }

  /** A VPC with a subnet in each of two zones and a way to the internet. */
  private record Ground(AwsSession aws, String vpc, List<String> subnets) {
    static Ground on(AwsSession aws) {
      String vpc = aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
      aws.ec2Waiter().waitUntilVpcAvailable(r -> r.vpcIds(vpc));
      List<String> subnets = new ArrayList<>();
      for (String zone : List.of("eu-west-2a", "eu-west-2b")) {
        String block = "10.0." + subnets.size() + ".0/24";
        subnets.add(
            aws.ec2()
                .createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone(zone))
                .subnet()
                .subnetId());
      }
      String gateway = aws.ec2().createInternetGateway().internetGateway().internetGatewayId();
      aws.ec2().attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
      return new Ground(aws, vpc, subnets);
    }

    String securityGroup() {
      return aws.ec2()
          .createSecurityGroup(r -> r.groupName("door").description("door").vpcId(vpc))
          .groupId();
    }

    void group(int desired) {
      String image =
          aws.ssm()
              .getParameter(
                  r ->
                      r.name(
                          "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
              .parameter()
              .value();
      aws.ec2()
          .createLaunchTemplate(
              r ->
                  r.launchTemplateName(GROUP)
                      .launchTemplateData(
                          d -> d.imageId(image).instanceType(InstanceType.T3_MICRO)));
      aws.autoScaling()
          .createAutoScalingGroup(
              r ->
                  r.autoScalingGroupName(GROUP)
                      .launchTemplate(t -> t.launchTemplateName(GROUP).version("$Latest"))
                      .minSize(0)
                      .maxSize(4)
                      .desiredCapacity(desired)
                      .vpcZoneIdentifier(String.join(",", subnets)));
    }

    List<Activity> activities() {
      return aws.autoScaling()
          .describeScalingActivities(r -> r.autoScalingGroupName(GROUP))
          .activities();
    }

    Object subnetGroup() {
      return aws.rds()
          .createDBSubnetGroup(
              r -> r.dbSubnetGroupName("data").dbSubnetGroupDescription("data").subnetIds(subnets));
    }

    String database() {
      subnetGroup();
      aws.rds()
          .createDBInstance(
              r ->
                  r.dbInstanceIdentifier("orders")
                      .engine("postgres")
                      .dbInstanceClass("db.t3.micro")
                      .allocatedStorage(20)
                      .masterUsername("app")
                      .masterUserPassword("not-a-secret")
                      .dbSubnetGroupName("data"));
      aws.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));
      return aws.rds().describeDBInstances().dbInstances().get(0).endpoint().address();
    }
  }

  private static List<Duration> took(List<Activity> activities) {
    return activities.stream()
        .map(each -> Duration.between(each.startTime(), each.endTime()))
        .toList();
  }

  @Test
  void its_time_is_virtual_and_nothing_is_seen_late() {
    assertThat(completed.isVirtualTime()).isTrue();
    assertThat(completed.resolution()).isZero();
    assertThat(completed.session().clock().now()).isEqualTo(foreign.session().clock().now());

    completed.session().clock().pass(Duration.ofHours(1));

    assertThat(completed.session().clock().now()).isEqualTo(foreign.session().clock().now());
    assertThat(completed.resolution()).isZero();
    assertThat(completed.lost()).isEmpty();
    assertThat(completed.log()).isEmpty();
  }

  @Test
  void the_regions_own_services_are_completed_all_the_same() {
    assertThat(completed.capabilities().service("ec2")).isInstanceOf(Provider.Native.class);
    assertThat(completed.capabilities().service("autoscaling"))
        .isInstanceOf(Provider.Completed.class);
    Ground ground = Ground.on(Somebody.beside(completed.session()));
    ground.group(0);

    assertThat(foreign.session().autoScaling().describeAutoScalingGroups().autoScalingGroups())
        .isEmpty();
  }

  @Test
  void what_is_written_through_it_is_known_to_the_next_request() {
    AwsSession aws = Somebody.beside(completed.session());
    Ground ground = Ground.on(aws);
    String group = ground.securityGroup();
    aws.clock().pass(Duration.ofMinutes(1));

    aws.ec2().deleteSecurityGroup(r -> r.groupId(group));

    assertThatThrownBy(
            () ->
                aws.elasticLoadBalancing()
                    .createLoadBalancer(
                        r -> r.name("door").subnets(ground.subnets()).securityGroups(group)))
        .isInstanceOf(InvalidSecurityGroupException.class)
        .hasMessageContaining(group);
  }

  @Test
  void what_is_written_behind_its_back_is_known_to_the_next_request() {
    Ground ground = Ground.on(Somebody.beside(completed.session()));
    String subnet = ground.subnets().get(1);
    completed.session().clock().pass(Duration.ofMinutes(1));

    Somebody.beside(foreign.session()).ec2().deleteSubnet(r -> r.subnetId(subnet));

    assertThatThrownBy(ground::subnetGroup)
        .isInstanceOf(InvalidSubnetException.class)
        .hasMessageContaining(subnet);
  }

  @Test
  void a_launch_takes_as_long_as_where_nothing_is_foreign_though_nobody_asks_meanwhile() {
    Ground ground = Ground.on(Somebody.beside(completed.session()));
    ground.group(2);
    completed.session().clock().pass(Duration.ofHours(1));
    try (SimulatorPlatform alone = SimulatorPlatform.create(SEED)) {
      Ground other = Ground.on(Somebody.beside(alone.session()));
      other.group(2);
      alone.session().clock().pass(Duration.ofHours(1));

      assertThat(took(ground.activities())).hasSize(2).isEqualTo(took(other.activities()));
    }
  }

  @Test
  void what_is_terminated_behind_its_back_is_replaced_at_the_same_instants_in_every_run() {
    List<Activity> first = replaced(completed, foreign);
    try (SimulatorPlatform again = SimulatorPlatform.create(SEED);
        EndpointPlatform over = EndpointPlatform.over(again.region(), SEED, Progress.SILENT)) {
      assertThat(replaced(over, again)).isEqualTo(first);
    }
  }

  private static List<Activity> replaced(EndpointPlatform platform, SimulatorPlatform ec2) {
    Ground ground = Ground.on(Somebody.beside(platform.session()));
    ground.group(2);
    platform.session().clock().pass(Duration.ofMinutes(5));
    String lost =
        platform
            .session()
            .autoScaling()
            .describeAutoScalingGroups()
            .autoScalingGroups()
            .get(0)
            .instances()
            .get(0)
            .instanceId();
    Instant broken = platform.session().clock().now();

    Somebody.beside(ec2.session()).ec2().terminateInstances(r -> r.instanceIds(lost));
    platform.session().clock().pass(Duration.ofMinutes(10));

    assertThat(ground.activities())
        .as("two launches, a termination and a launch in its place")
        .hasSize(4)
        .filteredOn(each -> !each.startTime().isBefore(broken))
        .hasSize(2);
    return ground.activities();
  }

  @Test
  void two_regions_on_one_kernel_that_were_made_from_the_same_words_give_different_names() {
    String here = Ground.on(Somebody.beside(completed.session())).database();
    String there = Ground.on(Somebody.beside(foreign.session())).database();

    assertThat(here).startsWith("orders.").isNotEqualTo(there);
  }

  @Test
  void it_has_no_address_that_a_gateway_could_stand_in_front_of() {
    assertThatThrownBy(
            () ->
                completed.gateway(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("expected an API behind an address");
  }
}
