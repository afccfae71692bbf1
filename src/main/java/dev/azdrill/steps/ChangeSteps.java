package dev.azdrill.steps;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Sentences about somebody who changes the configuration: what checks and drills must notice. */
public final class ChangeSteps {
  /** What "somebody" does in these sentences. */
  private static final PermittedCalls CALLS =
      PermittedCalls.of(
          "the sentences about changes of the configuration",
          "autoscaling:SuspendProcesses",
          "autoscaling:UpdateAutoScalingGroup",
          "ec2:AuthorizeSecurityGroupIngress",
          "ec2:DeleteRoute",
          "ec2:ReplaceRoute",
          "ec2:RevokeSecurityGroupIngress",
          "elasticloadbalancing:ModifyTargetGroup");

  private static final String EVERYWHERE = "0.0.0.0/0";

  private final ScenarioContext context;

  public ChangeSteps(ScenarioContext context) {
    this.context = context;
  }

  @When("somebody opens the application tier to the internet")
  public void openApplication() {
    String group = applicationGroup(context.inventory());
    change(
        () ->
            aws()
                .ec2()
                .authorizeSecurityGroupIngress(
                    r ->
                        r.groupId(group)
                            .ipProtocol("tcp")
                            .fromPort(8080)
                            .toPort(8080)
                            .cidrIp(EVERYWHERE)));
    context.noteChange(group, "admits the internet on port 8080");
  }

  @When("somebody lets the application tier admit the load balancer on port {int} only")
  public void wrongPort(int port) {
    String id = applicationGroup(context.inventory());
    SecurityGroup group =
        aws().ec2().describeSecurityGroups(r -> r.groupIds(id)).securityGroups().get(0);
    List<IpPermission> elsewhere =
        group.ipPermissions().stream()
            .map(each -> each.toBuilder().fromPort(port).toPort(port).build())
            .toList();
    change(
        () ->
            aws()
                .ec2()
                .revokeSecurityGroupIngress(
                    r -> r.groupId(id).ipPermissions(group.ipPermissions())));
    change(
        () ->
            aws().ec2().authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(elsewhere)));
    context.noteChange(id, "admits the load balancer on port " + port + " only");
  }

  @When("somebody routes one zone through the NAT gateway of another")
  public void natGatewayOfAnotherZone() {
    Inventory inventory = context.inventory();
    RouteTable table =
        inventory.all(Kind.ROUTE_TABLE).stream()
            .filter(each -> natGatewayOf(each).isPresent())
            .findFirst()
            .orElseThrow(() -> context.failure("expected a route to a NAT gateway, saw none"));
    String own = natGatewayOf(table).orElseThrow();
    String other =
        inventory.all(Kind.NAT_GATEWAY).stream()
            .map(NatGateway::natGatewayId)
            .filter(id -> !id.equals(own))
            .findFirst()
            .orElseThrow(() -> context.failure("expected a second NAT gateway, saw one"));
    change(
        () ->
            aws()
                .ec2()
                .replaceRoute(
                    r ->
                        r.routeTableId(table.routeTableId())
                            .destinationCidrBlock(EVERYWHERE)
                            .natGatewayId(other)));
    context.noteChange(table.routeTableId(), "routes to " + other + " instead of " + own);
  }

  private static Optional<String> natGatewayOf(RouteTable table) {
    return table.routes().stream().map(Route::natGatewayId).filter(Objects::nonNull).findFirst();
  }

  @Given("somebody sets the group to EC2 health checks only")
  public void healthByEc2Alone() {
    String group = group().autoScalingGroupName();
    change(
        () ->
            aws()
                .autoScaling()
                .updateAutoScalingGroup(r -> r.autoScalingGroupName(group).healthCheckType("EC2")));
    context.noteChange(group, "uses EC2's health checks only");
  }

  @Given("somebody suspends the {word} process of the group")
  public void suspend(String process) {
    String group = group().autoScalingGroupName();
    change(
        () ->
            aws()
                .autoScaling()
                .suspendProcesses(r -> r.autoScalingGroupName(group).scalingProcesses(process)));
    context.noteChange(group, "its process " + process + " is suspended");
  }

  @Given("somebody limits the group to zone {string}")
  public void limitToZone(String zone) {
    AutoScalingGroup group = group();
    List<String> its = List.of(group.vpcZoneIdentifier().split(",", -1));
    String subnet =
        context.inventory().all(Kind.SUBNET).stream()
            .filter(each -> its.contains(each.subnetId()))
            .filter(each -> each.availabilityZone().equals(zone))
            .map(each -> each.subnetId())
            .findFirst()
            .orElseThrow(
                () -> context.failure("expected a subnet of the group in " + zone + ", saw none"));
    change(
        () ->
            aws()
                .autoScaling()
                .updateAutoScalingGroup(
                    r ->
                        r.autoScalingGroupName(group.autoScalingGroupName())
                            .vpcZoneIdentifier(subnet)));
    context.noteChange(group.autoScalingGroupName(), "launches into " + subnet + " only");
  }

  @When("somebody removes the default route of the application in zone {string}")
  public void removeDefaultRoute(String zone) {
    List<String> subnets = List.of(group().vpcZoneIdentifier().split(",", -1));
    Inventory inventory = context.inventory();
    List<String> there =
        inventory.all(Kind.SUBNET).stream()
            .filter(each -> subnets.contains(each.subnetId()))
            .filter(each -> each.availabilityZone().equals(zone))
            .map(each -> each.subnetId())
            .toList();
    String table =
        inventory.all(Kind.ROUTE_TABLE).stream()
            .filter(
                each -> each.associations().stream().anyMatch(a -> there.contains(a.subnetId())))
            .map(RouteTable::routeTableId)
            .findFirst()
            .orElseThrow(
                () -> context.failure("expected a route table of the group's subnet in " + zone));
    change(
        () -> aws().ec2().deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(EVERYWHERE)));
    context.noteChange(table, "has no default route any more");
  }

  @When(
      "somebody lets the load balancer check health every {int} seconds, unhealthy after {int}"
          + " failures")
  public void slowHealthChecks(int seconds, int failures) {
    TargetGroup group = context.inventory().all(Kind.TARGET_GROUP).get(0);
    change(
        () ->
            aws()
                .elasticLoadBalancing()
                .modifyTargetGroup(
                    r ->
                        r.targetGroupArn(group.targetGroupArn())
                            .healthCheckIntervalSeconds(seconds)
                            .unhealthyThresholdCount(failures)));
    context.noteChange(
        group.targetGroupName(),
        "checks health every " + seconds + " s, unhealthy after " + failures + " failures");
  }

  private AutoScalingGroup group() {
    return context.inventory().all(Kind.AUTO_SCALING_GROUP).get(0);
  }

  /** The security group of the instances, wherever their launch template names it. */
  static String applicationGroup(Inventory inventory) {
    return inventory.all(Kind.LAUNCH_TEMPLATE_VERSION).stream()
        .flatMap(version -> groupsOf(version).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected the launch template to name a security group, it names none"));
  }

  private static List<String> groupsOf(LaunchTemplateVersion version) {
    List<String> all = new ArrayList<>(version.launchTemplateData().securityGroupIds());
    version
        .launchTemplateData()
        .networkInterfaces()
        .forEach(networkInterface -> all.addAll(networkInterface.groups()));
    return all;
  }

  /** Nobody undoes it: that is for stacks which are torn down afterwards. */
  private void change(Runnable call) {
    context.recorded(
        () -> {
          context.requireOwnStack("a step changes its configuration, and nothing changes it back");
          return call;
        });
    aws().permitting(CALLS, call);
  }

  private AwsSession aws() {
    return context.platform().session();
  }
}
