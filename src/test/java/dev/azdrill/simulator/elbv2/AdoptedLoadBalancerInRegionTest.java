package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;

/** A load balancer in the twin of a whole region: clients, packets, faults. */
class AdoptedLoadBalancerInRegionTest {
  private static final VisibilityConfig VISIBLE =
      VisibilityConfig.builder()
          .metricName("web")
          .cloudWatchMetricsEnabled(true)
          .sampledRequestsEnabled(true)
          .build();

  private final SimulatorPlatform original = SimulatorPlatform.create("original");
  private final List<SimulatorPlatform> twins = new ArrayList<>();
  private String vpc = "";
  private String group = "";

  @BeforeEach
  void a_stack() {
    Stack stack =
        new Provisioner(original.session(), StepListener.SILENT)
            .provision(Blueprints.shipped("demo"), "demo", "original");
    vpc = stack.vpcId();
    group = described().all(Kind.TARGET_GROUP).get(0).targetGroupArn();
  }

  @AfterEach
  void close() {
    twins.forEach(SimulatorPlatform::close);
    original.close();
  }

  private Inventory described() {
    return new Discovery(original.session()).byVpc(vpc);
  }

  private SimulatorPlatform twin() {
    Adoption adoption = new Adoption(described());
    SimulatorPlatform twin =
        SimulatorPlatform.twin(adoption, "twin", Timings.typical(), ApplicationDefaults.NONE);
    twins.add(twin);
    return twin;
  }

  @Test
  void clients_are_served_through_it() {
    SimulatorPlatform twin = twin();

    assertThat(asked(twin, 60)).hasSizeGreaterThan(50).allMatch(Exchange::isSuccess);
  }

  @Test
  void a_target_whose_application_hangs_is_unhealthy_by_the_described_threshold() {
    SimulatorPlatform twin = twin();
    String target = targets(twin).get(0);
    Undo undo = Impaired.by(twin).hangApplication(target);
    pass(twin, 29);
    assertThat(health(twin, target).stateAsString()).as("after one failure").isEqualTo("healthy");
    pass(twin, 36);
    assertThat(health(twin, target).reasonAsString()).isEqualTo("Target.Timeout");
    assertThat(asked(twin, 30)).allMatch(Exchange::isSuccess);

    undo.undo();
    pass(twin, 119);
    assertThat(health(twin, target).stateAsString()).as("after four passes").isEqualTo("unhealthy");
    pass(twin, 31);
    assertThat(health(twin, target).stateAsString()).isEqualTo("healthy");
  }

  @Test
  void a_zone_without_power_leaves_dns_and_comes_back() {
    SimulatorPlatform twin = twin();
    Undo undo = Impaired.by(twin).cutZonePower("eu-west-2a");
    pass(twin, 180);
    assertThat(asked(twin, 30)).allMatch(Exchange::isSuccess);
    assertThat(asked(twin, 30).stream().map(Exchange::zone))
        .allMatch(zone -> zone.filter("eu-west-2b"::equals).isPresent());

    undo.undo();
    pass(twin, 600);
    assertThat(asked(twin, 30)).allMatch(Exchange::isSuccess);
    assertThat(asked(twin, 30).stream().map(each -> each.zone().orElse("")))
        .contains("eu-west-2a", "eu-west-2b");
  }

  @Test
  void a_target_that_is_deregistered_gets_no_more_requests_until_it_is_back() {
    SimulatorPlatform twin = twin();
    String target = targets(twin).get(0);
    TargetDescription one = TargetDescription.builder().id(target).build();
    aws(twin).elasticLoadBalancing().deregisterTargets(r -> r.targetGroupArn(group).targets(one));
    assertThat(asked(twin, 30))
        .allMatch(Exchange::isSuccess)
        .noneMatch(each -> each.instanceId().filter(target::equals).isPresent());

    aws(twin).elasticLoadBalancing().registerTargets(r -> r.targetGroupArn(group).targets(one));
    pass(twin, 60);
    assertThat(asked(twin, 30))
        .anyMatch(each -> each.instanceId().filter(target::equals).isPresent());
  }

  @Test
  void a_web_acl_that_blocks_still_blocks() {
    rateLimit(original, balancer(original).loadBalancerArn());
    SimulatorPlatform twin = twin();
    assertThat(
            aws(twin)
                .wafv2()
                .getWebACLForResource(r -> r.resourceArn(balancer(twin).loadBalancerArn()))
                .webACL()
                .name())
        .isEqualTo("web");

    assertThat(asked(twin, 60).stream().filter(each -> !each.isSuccess())).hasSizeGreaterThan(20);
  }

  private static void rateLimit(SimulatorPlatform platform, String loadBalancer) {
    String acl =
        aws(platform)
            .wafv2()
            .createWebACL(
                r ->
                    r.name("web")
                        .scope(Scope.REGIONAL)
                        .defaultAction(d -> d.allow(allow -> {}))
                        .rules(
                            Rule.builder()
                                .name("rate")
                                .priority(1)
                                .action(a -> a.block(block -> {}))
                                .statement(
                                    s ->
                                        s.rateBasedStatement(
                                            b ->
                                                b.limit(10L)
                                                    .aggregateKeyType(
                                                        RateBasedStatementAggregateKeyType.IP)))
                                .visibilityConfig(VISIBLE)
                                .build())
                        .visibilityConfig(VISIBLE))
            .summary()
            .arn();
    aws(platform).wafv2().associateWebACL(r -> r.webACLArn(acl).resourceArn(loadBalancer));
  }

  /** What a client gets that asks every second. */
  private static List<Exchange> asked(SimulatorPlatform platform, int seconds) {
    List<Exchange> exchanges = new ArrayList<>();
    TrafficPort.Clients clients =
        platform
            .traffic()
            .start(
                new TrafficPort.Plan(
                    balancer(platform).dnsName(), false, "/", 2, Duration.ofSeconds(1), 2),
                exchanges::add);
    pass(platform, seconds);
    clients.stop();
    return exchanges;
  }

  private static void pass(SimulatorPlatform platform, int seconds) {
    aws(platform).clock().pass(Duration.ofSeconds(seconds));
  }

  private static AwsSession aws(SimulatorPlatform platform) {
    return Somebody.beside(platform.session());
  }

  private static LoadBalancer balancer(SimulatorPlatform platform) {
    return aws(platform)
        .elasticLoadBalancing()
        .describeLoadBalancers(r -> {})
        .loadBalancers()
        .get(0);
  }

  private static List<String> targets(SimulatorPlatform platform) {
    return aws(platform).ec2().describeInstances(r -> {}).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  private TargetHealth health(SimulatorPlatform platform, String target) {
    return aws(platform)
        .elasticLoadBalancing()
        .describeTargetHealth(
            r -> r.targetGroupArn(group).targets(TargetDescription.builder().id(target).build()))
        .targetHealthDescriptions()
        .get(0)
        .targetHealth();
  }
}
