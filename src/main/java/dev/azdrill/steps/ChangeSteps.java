package dev.azdrill.steps;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.GroupLaunches;
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
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
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
          "ec2:CreateLaunchTemplateVersion",
          "ec2:CreateSecurityGroup",
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

  /** What runs keeps its security group; what is launched from now on has the new one. */
  @When(
      "somebody launches new instances with a security group that admits the load balancer on port"
          + " {int} only")
  public void wrongPortOfNewInstances(int port) {
    Inventory inventory = context.inventory();
    SecurityGroup before =
        inventory.all(Kind.SECURITY_GROUP).stream()
            .filter(each -> each.groupId().equals(applicationGroup(inventory)))
            .findFirst()
            .orElseThrow(() -> context.failure("expected the application's security group"));
    LaunchTemplateSpecification template = group().launchTemplate();
    ResponseLaunchTemplateData used =
        GroupLaunches.of(group(), inventory)
            .flatMap(ways -> ways.stream().findFirst())
            .orElseThrow(() -> context.failure("expected the launch template of the group"))
            .data();
    change(
        () -> {
          String made =
              aws()
                  .ec2()
                  .createSecurityGroup(
                      r ->
                          r.vpcId(before.vpcId())
                              .groupName(before.groupName() + "-" + port)
                              .description("Admits the load balancer on port " + port)
                              .tagSpecifications(ownTag(before)))
                  .groupId();
          List<IpPermission> elsewhere =
              before.ipPermissions().stream()
                  .map(each -> each.toBuilder().fromPort(port).toPort(port).build())
                  .toList();
          aws().ec2().authorizeSecurityGroupIngress(r -> r.groupId(made).ipPermissions(elsewhere));
          LaunchTemplateVersion version =
              aws()
                  .ec2()
                  .createLaunchTemplateVersion(
                      r ->
                          r.launchTemplateId(template.launchTemplateId())
                              .sourceVersion(template.version())
                              .launchTemplateData(with(made, used)))
                  .launchTemplateVersion();
          launchWith(version);
        });
    context.noteChange(
        template.launchTemplateId(),
        "gives new instances a security group that admits the load balancer on port "
            + port
            + " only");
  }

  /** AWS refuses security groups beside network interfaces: they stand where they stood. */
  private static RequestLaunchTemplateData with(
      String securityGroup, ResponseLaunchTemplateData used) {
    if (used.networkInterfaces().isEmpty()) {
      return RequestLaunchTemplateData.builder().securityGroupIds(securityGroup).build();
    }
    List<LaunchTemplateInstanceNetworkInterfaceSpecificationRequest> all =
        used.networkInterfaces().stream()
            .map(
                each ->
                    LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                        .deviceIndex(each.deviceIndex())
                        .associatePublicIpAddress(each.associatePublicIpAddress())
                        .deleteOnTermination(each.deleteOnTermination())
                        .groups(securityGroup)
                        .build())
            .toList();
    return RequestLaunchTemplateData.builder().networkInterfaces(all).build();
  }

  private void launchWith(LaunchTemplateVersion version) {
    aws()
        .autoScaling()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName(group().autoScalingGroupName())
                    .launchTemplate(
                        t ->
                            t.launchTemplateId(version.launchTemplateId())
                                .version(String.valueOf(version.versionNumber()))));
  }

  /** By which the teardown of the stack finds what stands beside it. */
  private static TagSpecification ownTag(SecurityGroup like) {
    return TagSpecification.builder()
        .resourceType(ResourceType.SECURITY_GROUP)
        .tags(like.tags().stream().filter(each -> each.key().equals(Discovery.STACK_TAG)).toList())
        .build();
  }

  @When("somebody lets the health check pass with any HTTP status of {string}")
  public void passing(String codes) {
    TargetGroup group = context.inventory().all(Kind.TARGET_GROUP).get(0);
    change(
        () ->
            aws()
                .elasticLoadBalancing()
                .modifyTargetGroup(
                    r -> r.targetGroupArn(group.targetGroupArn()).matcher(m -> m.httpCode(codes))));
    context.noteChange(group.targetGroupName(), "its health check passes with status " + codes);
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
