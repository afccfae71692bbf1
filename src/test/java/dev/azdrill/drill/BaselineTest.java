package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;

class BaselineTest {
  private static final IpPermission HTTPS = permission(443);

  private final Inventory provisioned =
      Inventory.builder()
          .add(
              Kind.SECURITY_GROUP,
              List.of(SecurityGroup.builder().groupId("sg-1").ipPermissions(HTTPS).build()))
          .add(
              Kind.ROUTE_TABLE,
              List.of(
                  RouteTable.builder()
                      .routeTableId("rtb-1")
                      .routes(
                          Route.builder()
                              .destinationCidrBlock("0.0.0.0/0")
                              .natGatewayId("nat-1")
                              .state(RouteState.ACTIVE)
                              .build())
                      .build()))
          .add(
              Kind.NETWORK_ACL,
              List.of(
                  NetworkAcl.builder()
                      .networkAclId("acl-1")
                      .entries(NetworkAclEntry.builder().ruleNumber(100).build())
                      .build()))
          .add(
              Kind.AUTO_SCALING_GROUP,
              List.of(
                  AutoScalingGroup.builder()
                      .autoScalingGroupName("group")
                      .minSize(2)
                      .maxSize(4)
                      .desiredCapacity(2)
                      .healthCheckType("ELB")
                      .build()))
          .add(
              Kind.DB_INSTANCE,
              List.of(
                  DBInstance.builder()
                      .dbInstanceIdentifier("db")
                      .multiAZ(true)
                      .availabilityZone("eu-west-2a")
                      .build()))
          .add(Kind.INSTANCE, List.of(Instance.builder().instanceId("i-1").build()))
          .build();
  private final Baseline baseline = new Baseline(provisioned);

  private static IpPermission permission(int port) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
        .build();
  }

  private void assertDiffers(Inventory now, String what) {
    assertThat(baseline.differenceOf(now))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("the " + what + " are not as they were: "));
  }

  @Test
  void what_is_as_it_was_provisioned_does_not_differ() {
    assertThat(baseline.differenceOf(provisioned)).isEmpty();
  }

  @Test
  void instances_come_and_go_and_a_database_may_move() {
    Inventory now =
        provisioned
            .with(Kind.INSTANCE, List.of())
            .map(Kind.DB_INSTANCE, db -> db.toBuilder().availabilityZone("eu-west-2b").build());

    assertThat(baseline.differenceOf(now)).isEmpty();
  }

  @Test
  void a_rule_that_was_added_or_revoked_is_a_difference() {
    assertDiffers(
        provisioned.map(
            Kind.SECURITY_GROUP, g -> g.toBuilder().ipPermissions(HTTPS, permission(22)).build()),
        "security groups");
    assertDiffers(
        provisioned.map(Kind.SECURITY_GROUP, g -> g.toBuilder().ipPermissions(List.of()).build()),
        "security groups");
    assertDiffers(
        provisioned.map(Kind.SECURITY_GROUP, g -> g.toBuilder().ipPermissionsEgress(HTTPS).build()),
        "security groups");
  }

  @Test
  void a_rule_that_was_revoked_and_came_back_is_none() {
    Inventory two =
        provisioned.map(
            Kind.SECURITY_GROUP, g -> g.toBuilder().ipPermissions(HTTPS, permission(22)).build());
    Inventory turned =
        provisioned.map(
            Kind.SECURITY_GROUP, g -> g.toBuilder().ipPermissions(permission(22), HTTPS).build());

    assertThat(new Baseline(two).differenceOf(turned)).isEmpty();
  }

  @Test
  void a_route_that_leads_elsewhere_or_nowhere_is_a_difference() {
    assertDiffers(
        provisioned.map(Kind.ROUTE_TABLE, t -> with(t, r -> r.natGatewayId("nat-2"))), "routes");
    assertDiffers(
        provisioned.map(Kind.ROUTE_TABLE, t -> with(t, r -> r.state(RouteState.BLACKHOLE))),
        "routes");
  }

  private static RouteTable with(
      RouteTable table, java.util.function.Consumer<Route.Builder> change) {
    return table.toBuilder()
        .routes(
            table.routes().stream().map(r -> r.toBuilder().applyMutation(change).build()).toList())
        .build();
  }

  @Test
  void a_health_check_that_was_changed_is_a_difference() {
    Inventory before =
        provisioned.with(
            Kind.TARGET_GROUP,
            List.of(
                TargetGroup.builder()
                    .targetGroupName("targets")
                    .healthCheckPath("/health")
                    .healthCheckIntervalSeconds(10)
                    .unhealthyThresholdCount(2)
                    .build()));

    assertThat(new Baseline(before).differenceOf(before)).isEmpty();
    assertThat(
            new Baseline(before)
                .differenceOf(
                    before.map(
                        Kind.TARGET_GROUP,
                        each -> each.toBuilder().healthCheckIntervalSeconds(300).build())))
        .hasValueSatisfying(
            how -> assertThat(how).startsWith("the target groups are not as they were: "));
  }

  @Test
  void a_group_that_launches_elsewhere_or_suspends_something_else_is_a_difference() {
    assertDiffers(
        provisioned.map(
            Kind.AUTO_SCALING_GROUP, each -> each.toBuilder().vpcZoneIdentifier("a").build()),
        "Auto Scaling groups");
    Inventory launch = suspending("Launch");
    assertThat(new Baseline(launch).differenceOf(suspending("Terminate"))).isPresent();
    assertThat(new Baseline(launch).differenceOf(suspending("Launch"))).isEmpty();
  }

  private Inventory suspending(String process) {
    return provisioned.map(
        Kind.AUTO_SCALING_GROUP,
        each ->
            each.toBuilder()
                .suspendedProcesses(SuspendedProcess.builder().processName(process).build())
                .build());
  }

  @Test
  void an_entry_of_a_network_acl_is_a_difference() {
    assertDiffers(
        provisioned.map(Kind.NETWORK_ACL, acl -> acl.toBuilder().entries(List.of()).build()),
        "network ACLs");
  }

  @Test
  void a_groups_settings_are_a_difference_also_when_it_is_gone() {
    assertDiffers(
        provisioned.map(Kind.AUTO_SCALING_GROUP, g -> g.toBuilder().healthCheckType("EC2").build()),
        "Auto Scaling groups");
    assertDiffers(
        provisioned.map(Kind.AUTO_SCALING_GROUP, g -> g.toBuilder().desiredCapacity(3).build()),
        "Auto Scaling groups");
    assertDiffers(
        provisioned.map(
            Kind.AUTO_SCALING_GROUP,
            g -> g.toBuilder().suspendedProcesses(SuspendedProcess.builder().build()).build()),
        "Auto Scaling groups");
    assertDiffers(provisioned.with(Kind.AUTO_SCALING_GROUP, List.of()), "Auto Scaling groups");
  }

  @Test
  void a_database_without_its_standby_or_gone_is_a_difference() {
    assertDiffers(
        provisioned.map(Kind.DB_INSTANCE, db -> db.toBuilder().multiAZ(false).build()),
        "databases");
    assertDiffers(provisioned.with(Kind.DB_INSTANCE, List.of()), "databases");
  }
}
