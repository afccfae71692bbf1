package dev.azdrill.steps;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Sentences about somebody who changes the configuration: what the checks must notice. */
public final class ChangeSteps {
  private static final String EVERYWHERE = "0.0.0.0/0";

  private final ScenarioContext scene;

  public ChangeSteps(ScenarioContext scene) {
    this.scene = scene;
  }

  @When("somebody opens the application tier to the internet")
  public void openApplication() {
    String group = Groups.of(scene.inventory().all(Kind.LAUNCH_TEMPLATE_VERSION).get(0)).get(0);
    aws()
        .ec2()
        .authorizeSecurityGroupIngress(
            r -> r.groupId(group).ipProtocol("tcp").fromPort(8080).toPort(8080).cidrIp(EVERYWHERE));
    scene.note("change.made", group, "admits the internet on port 8080");
  }

  @When("somebody routes one zone through the NAT gateway of another")
  public void borrowNatGateway() {
    Inventory inventory = scene.inventory();
    RouteTable table =
        inventory.all(Kind.ROUTE_TABLE).stream()
            .filter(each -> natGatewayOf(each) != null)
            .findFirst()
            .orElseThrow();
    String own = natGatewayOf(table);
    String other =
        inventory.all(Kind.NAT_GATEWAY).stream()
            .map(NatGateway::natGatewayId)
            .filter(id -> !id.equals(own))
            .findFirst()
            .orElseThrow();
    aws()
        .ec2()
        .replaceRoute(
            r ->
                r.routeTableId(table.routeTableId())
                    .destinationCidrBlock(EVERYWHERE)
                    .natGatewayId(other));
    scene.note("change.made", table.routeTableId(), "routes to " + other + " instead of " + own);
  }

  private static @Nullable String natGatewayOf(RouteTable table) {
    List<String> ids =
        table.routes().stream().map(Route::natGatewayId).filter(id -> id != null).toList();
    return ids.isEmpty() ? null : ids.get(0);
  }

  @Given("the group no longer listens to the load balancer")
  public void healthByEc2Alone() {
    String group = scene.inventory().all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    aws()
        .autoScaling()
        .updateAutoScalingGroup(r -> r.autoScalingGroupName(group).healthCheckType("EC2"));
    scene.note("change.made", group, "looks at EC2's health checks alone");
  }

  private AwsSession aws() {
    return scene.platform().session();
  }
}
