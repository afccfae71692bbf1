package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetAdministrativeOverrideStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupIpAddressTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** What cannot be taken over is told with its reason, and what rests on it, too. */
class LeftOutLoadBalancersTest {
  private final ElbUnderTest original = new ElbUnderTest("left out");
  private Inventory described = Inventory.empty();
  private String loadBalancer = "";
  private String group = "";
  private String listener = "";
  private String target = "";

  @BeforeEach
  void a_load_balancer_with_a_target_and_a_rule() {
    loadBalancer = original.active().loadBalancerArn();
    group = original.group();
    listener = original.listener(loadBalancer, group);
    target = original.target(group, "a");
    original
        .client()
        .createRule(
            r ->
                r.listenerArn(listener)
                    .priority(10)
                    .conditions(ElbUnderTest.path("/x"))
                    .actions(ElbUnderTest.fixed("404")));
    original.pass(30);
    described = original.inventory();
  }

  @AfterEach
  void close() {
    original.close();
  }

  @Test
  void what_rests_on_a_gateway_load_balancer_names_it() {
    List<String> told = told(balancers(b -> b.type(LoadBalancerTypeEnum.GATEWAY)));

    String name = loadBalancer.substring(loadBalancer.indexOf("app/"));
    assertThat(told)
        .containsExactly(
            "loadBalancers "
                + loadBalancer
                + ": Load balancer type 'gateway' is not supported: the simulator has application"
                + " and network load balancers alone",
            "loadBalancerAttributes " + loadBalancer + ": what has them was not taken over",
            "listeners "
                + listener
                + ": load balancer "
                + name
                + ", on which it rests, was not taken over",
            "rules "
                + rule(false)
                + ": load balancer "
                + name
                + ", on which it rests, was not taken over",
            "rules "
                + rule(true)
                + ": load balancer "
                + name
                + ", on which it rests, was not taken over",
            "targetHealth "
                + target
                + ":8080: nothing that was taken over forwards to its target group: it is unused");
  }

  @TestFactory
  Stream<DynamicTest> a_load_balancer_is_left_out() {
    Map<String, Inventory> changed = new LinkedHashMap<>();
    changed.put(
        "its state failed is not simulated",
        balancers(b -> b.state(s -> s.code(LoadBalancerStateEnum.FAILED))));
    changed.put(
        "its state active_impaired is not simulated",
        balancers(b -> b.state(s -> s.code(LoadBalancerStateEnum.ACTIVE_IMPAIRED))));
    changed.put(
        "its IP address type is dualstack, and the region's networks speak IPv4 alone",
        balancers(b -> b.ipAddressType(IpAddressType.DUALSTACK)));
    changed.put(
        "that its addresses come from a pool of one's own is not simulated",
        balancers(b -> b.ipamPools(i -> i.ipv4IpamPoolId("ipam-pool-0123456789abcdef0"))));
    changed.put("Scheme 'inward' must be one of", balancers(b -> b.scheme("inward")));
    changed.put(
        "its security group sg-00000000000000000 was not taken over",
        balancers(b -> b.securityGroups("sg-00000000000000000")));
    changed.put(
        "its subnet subnet-00000000000000000 was not taken over",
        balancers(
            b ->
                b.availabilityZones(
                    AvailabilityZone.builder()
                        .zoneName("eu-west-2a")
                        .subnetId("subnet-00000000000000000")
                        .build())));
    changed.put(
        "no network interface of it in eu-west-2a is described",
        described.with(Kind.NETWORK_INTERFACE, List.of()));
    changed.put(
        "has no public address",
        described.map(
            Kind.NETWORK_INTERFACE,
            each ->
                each.toBuilder()
                    .association((NetworkInterfaceAssociation) null)
                    .privateIpAddresses(List.of())
                    .build()));
    return tests(changed, "loadBalancers");
  }

  @TestFactory
  Stream<DynamicTest> a_target_group_is_left_out() {
    Map<String, Inventory> changed = new LinkedHashMap<>();
    changed.put(
        "Target type 'lambda' is not supported: the simulator has targets of the types 'instance, ip'",
        groups(
            g ->
                g.targetType(TargetTypeEnum.LAMBDA)
                    .protocol((ProtocolEnum) null)
                    .port(null)
                    .vpcId(null)));
    changed.put(
        "Target group protocol 'GENEVE' must be one of 'HTTPS, HTTP, TCP, TLS, UDP, TCP_UDP'",
        groups(g -> g.protocol(ProtocolEnum.GENEVE).healthCheckPath(null)));
    changed.put(
        "its protocol version is GRPC, which is not simulated",
        groups(g -> g.protocolVersion("GRPC").matcher(m -> m.grpcCode("12"))));
    changed.put(
        "its IP address type is ipv6, and the region's networks speak IPv4 alone",
        groups(g -> g.ipAddressType(TargetGroupIpAddressTypeEnum.IPV6)));
    changed.put("its target control port is not simulated", groups(g -> g.targetControlPort(9000)));
    changed.put(
        "The VPC ID 'vpc-00000000000000000' is not found",
        groups(g -> g.vpcId("vpc-00000000000000000")));
    return tests(changed, "targetGroups");
  }

  @TestFactory
  Stream<DynamicTest> a_listener_is_left_out() {
    Map<String, Inventory> changed = new LinkedHashMap<>();
    changed.put(
        "The actions must be one forward, redirect or fixed-response action",
        listeners(
            l ->
                l.defaultActions(
                    Action.builder().type(ActionTypeEnum.AUTHENTICATE_OIDC).order(1).build(),
                    ElbUnderTest.forward(group))));
    changed.put(
        "Action type 'jwt-validation' must be one of 'forward, redirect, fixed-response'",
        listeners(l -> l.defaultActions(Action.builder().type("jwt-validation").build())));
    changed.put(
        "target group gone/0123456789abcdef, on which it rests, was not taken over",
        listeners(
            l ->
                l.defaultActions(
                    ElbUnderTest.forward(
                        "arn:aws:elasticloadbalancing:eu-west-2:123456789012:targetgroup/gone/0123456789abcdef"))));
    changed.put(
        "its target group stickiness is not simulated: clients keep no cookies",
        listeners(
            l ->
                l.defaultActions(
                    Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .forwardConfig(c -> c.targetGroupStickinessConfig(s -> s.enabled(true)))
                        .build())));
    changed.put(
        "its mutual authentication is verify, and clients have no certificates",
        listeners(l -> l.mutualAuthentication(m -> m.mode("verify"))));
    changed.put(
        "Listener protocol 'TLS' must be one of 'HTTPS, HTTP'",
        listeners(l -> l.protocol(ProtocolEnum.TLS)));
    changed.put(
        "SSL policy 'MyPolicy' not found",
        listeners(l -> l.protocol(ProtocolEnum.HTTPS).sslPolicy("MyPolicy")));
    return tests(changed, "listeners");
  }

  @TestFactory
  Stream<DynamicTest> a_rule_is_left_out() {
    Map<String, Inventory> changed = new LinkedHashMap<>();
    changed.put(
        "The simulator does not match regular expressions: give Values",
        rules(
            r ->
                r.conditions(
                    RuleCondition.builder()
                        .field("path-pattern")
                        .pathPatternConfig(p -> p.regexValues("^/x$"))
                        .build())));
    changed.put(
        "its transforms of a request are not simulated",
        rules(r -> r.transforms(RuleTransform.builder().type("url-rewrite").build())));
    changed.put("its priority 'ten' is not a number", rules(r -> r.priority("ten")));
    changed.put("Priority '0' must be from 1 to 50000", rules(r -> r.priority("0")));
    return tests(changed, "rules");
  }

  @TestFactory
  Stream<DynamicTest> a_target_is_left_out() {
    Map<String, Inventory> changed = new LinkedHashMap<>();
    changed.put(
        "instance i-00000000000000099 was not taken over",
        targets(t -> t.target(i -> i.id("i-00000000000000099").port(8080))));
    changed.put(
        "its state unavailable is not simulated",
        targets(t -> t.targetHealth(h -> h.state(TargetHealthStateEnum.UNAVAILABLE))));
    changed.put(
        "its administrative override zonal_shift_active is not simulated",
        targets(
            t ->
                t.administrativeOverride(
                    o -> o.state(TargetAdministrativeOverrideStateEnum.ZONAL_SHIFT_ACTIVE))));
    return tests(changed, "targetHealth");
  }

  @Test
  void an_attribute_that_is_not_simulated_stays_at_its_default() {
    Inventory changed =
        described.map(
            Kind.TARGET_GROUP_ATTRIBUTE,
            each ->
                each.key().equals("load_balancing.algorithm.type")
                    ? each.toBuilder().value("least_outstanding_requests").build()
                    : each);
    Adoption adoption = new Adoption(changed);
    try (ElbUnderTest twin = original.twin(adoption)) {
      assertThat(adoption.leftOut())
          .singleElement()
          .satisfies(each -> assertThat(each.id()).isEqualTo(group))
          .satisfies(each -> assertThat(each.reason()).contains("least_outstanding_requests"));
      assertThat(
              twin.client()
                  .describeTargetGroupAttributes(r -> r.targetGroupArn(group))
                  .attributes())
          .contains(
              TargetGroupAttribute.builder()
                  .key("load_balancing.algorithm.type")
                  .value("round_robin")
                  .build());
    }
  }

  @Test
  void attributes_that_are_not_described_are_those_that_aws_sets() {
    assertThat(told(described.without(Kind.TARGET_GROUP_ATTRIBUTE, "AccessDenied")))
        .containsExactly(
            "targetGroupAttributes "
                + group
                + ": none of them is described: they are those that AWS sets by default");
  }

  @Test
  void a_listener_of_which_no_rule_is_described_follows_its_default_actions() {
    Adoption adoption = new Adoption(described.without(Kind.RULE, "AccessDenied"));
    try (ElbUnderTest twin = original.twin(adoption)) {
      assertThat(adoption.leftOut())
          .containsExactly(
              new Adoption.LeftOut(
                  "rules",
                  listener,
                  "none of its rules is described: it follows its default actions alone"));
      assertThat(twin.asked("a", 1)).containsExactly(target);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatever_a_description_lacks_nobody_is_surprised() {
    Map<String, Inventory> damaged = new LinkedHashMap<>();
    damaged.putAll(Damaged.all(described, Kind.NETWORK_INTERFACE));
    damaged.putAll(Damaged.all(described, Kind.LOAD_BALANCER));
    damaged.putAll(Damaged.all(described, Kind.LOAD_BALANCER_ATTRIBUTE));
    damaged.putAll(Damaged.all(described, Kind.TARGET_GROUP));
    damaged.putAll(Damaged.all(described, Kind.TARGET_GROUP_ATTRIBUTE));
    damaged.putAll(Damaged.all(described, Kind.LISTENER));
    damaged.putAll(Damaged.all(described, Kind.RULE));
    damaged.putAll(Damaged.all(described, Kind.TARGET_HEALTH));
    return Matrix.sample(damaged, 4).entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> goesOn(each.getValue())));
  }

  private void goesOn(Inventory changed) {
    Adoption adoption = new Adoption(changed);
    try (ElbUnderTest twin = original.twin(adoption)) {
      twin.pass(120);
      twin.client()
          .describeLoadBalancers(r -> {})
          .loadBalancers()
          .forEach(
              each -> {
                twin.loadBalancing.resolve(each.dnsName());
                twin.ask("a", "/x");
              });
      twin.client()
          .describeTargetGroups(r -> {})
          .targetGroups()
          .forEach(
              each ->
                  twin.client().describeTargetHealth(r -> r.targetGroupArn(each.targetGroupArn())));
      twin.inventory();
    }
  }

  private Stream<DynamicTest> tests(Map<String, Inventory> changed, String kind) {
    return changed.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThat(told(each.getValue()))
                            .anySatisfy(
                                told ->
                                    assertThat(told).startsWith(kind).contains(each.getKey()))));
  }

  private List<String> told(Inventory changed) {
    Adoption adoption = new Adoption(changed);
    original.twin(adoption).close();
    List<String> told = new ArrayList<>();
    adoption.leftOut().forEach(l -> told.add(l.kind() + " " + l.id() + ": " + l.reason()));
    return told;
  }

  private String rule(boolean isDefault) {
    return described.all(Kind.RULE).stream()
        .filter(each -> each.isDefault() == isDefault)
        .map(Rule::ruleArn)
        .findFirst()
        .orElseThrow();
  }

  private Inventory balancers(UnaryOperator<LoadBalancer.Builder> change) {
    return changed(Kind.LOAD_BALANCER, each -> change.apply(each.toBuilder()).build());
  }

  private Inventory groups(UnaryOperator<TargetGroup.Builder> change) {
    return changed(Kind.TARGET_GROUP, each -> change.apply(each.toBuilder()).build());
  }

  private Inventory listeners(UnaryOperator<Listener.Builder> change) {
    return changed(Kind.LISTENER, each -> change.apply(each.toBuilder()).build());
  }

  private Inventory rules(UnaryOperator<Rule.Builder> change) {
    return changed(
        Kind.RULE, each -> each.isDefault() ? each : change.apply(each.toBuilder()).build());
  }

  private Inventory targets(UnaryOperator<TargetHealthDescription.Builder> change) {
    return changed(Kind.TARGET_HEALTH, each -> change.apply(each.toBuilder()).build());
  }

  private <T extends SdkPojo> Inventory changed(Kind<T> kind, UnaryOperator<T> change) {
    return described.map(kind, change);
  }
}
