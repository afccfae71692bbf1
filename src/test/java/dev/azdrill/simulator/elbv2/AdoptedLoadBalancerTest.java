package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** A load balancer that was taken over goes on like one that was created. */
class AdoptedLoadBalancerTest {
  private final ElbUnderTest original = new ElbUnderTest("adopted");
  private String loadBalancer = "";
  private String group = "";
  private String listener = "";
  private String targetA = "";
  private String targetB = "";
  private @Nullable ElbUnderTest twin;

  @BeforeEach
  void a_load_balancer_with_a_healthy_target_in_each_zone() {
    loadBalancer = original.active().loadBalancerArn();
    group = original.group();
    listener = original.listener(loadBalancer, group);
    targetA = original.target(group, "a");
    targetB = original.target(group, "b");
    original.pass(30);
  }

  @AfterEach
  void close() {
    original.close();
    if (twin != null) {
      twin.close();
    }
  }

  private ElbUnderTest twin() {
    Adoption adoption = new Adoption(original.inventory());
    ElbUnderTest made = original.twin(adoption);
    twin = made;
    assertThat(adoption.leftOut()).isEmpty();
    return made;
  }

  @Test
  void it_is_described_as_it_was_there() {
    secondGroup();
    rule(10, "/fixed/*", ElbUnderTest.fixed("503"));
    rule(5, "/moved", ElbUnderTest.redirect("HTTPS", "443"));
    original.attribute(group, "stickiness.enabled", "true");
    original.attribute(group, "deregistration_delay.timeout_seconds", "120");
    protect(original);
    original.answers.from(InstancesDouble.address(1), AnswersDouble.replied(500));
    String draining = original.target(group, "a");
    String stopped = original.target(group, "b");
    String elsewhere = original.target(group, "c");
    original.pass(30);
    deregister(original, draining);
    original.instances.move(stopped, InstanceStateName.STOPPED);
    String fresh = original.target(group, "b");

    ElbUnderTest made = twin();

    Inventory there = original.inventory();
    for (Kind<?> kind :
        List.of(
            Kind.NETWORK_INTERFACE,
            Kind.LOAD_BALANCER,
            Kind.LOAD_BALANCER_ATTRIBUTE,
            Kind.LISTENER,
            Kind.RULE,
            Kind.TARGET_GROUP,
            Kind.TARGET_GROUP_ATTRIBUTE,
            Kind.TARGET_HEALTH)) {
      assertThat(made.inventory().owned(kind)).as(kind.name()).isEqualTo(there.owned(kind));
    }
    assertThat(List.of(draining, stopped, elsewhere, fresh).stream().map(id -> shown(made, id)))
        .containsExactly(
            "draining Target.DeregistrationInProgress",
            "unused Target.InvalidState",
            "unused Target.NotInUse",
            "initial Elb.RegistrationInProgress");
  }

  @Test
  void it_serves_by_its_rules_and_its_healthy_targets() {
    rule(10, "/fixed/*", ElbUnderTest.fixed("503"));
    original.answers.from(InstancesDouble.address(1), new Answer.TimedOut());
    original.pass(30);
    ElbUnderTest made = twin();

    assertThat(made.asked("a", 2)).containsOnly(targetB);
    assertThat(made.ask("b", "/fixed/x")).isInstanceOf(Decision.Answer.class);
    assertThat(made.loadBalancing.resolve(made.described(loadBalancer).dnsName())).hasSize(2);
  }

  @Test
  void a_target_is_unhealthy_by_the_described_threshold_and_healthy_again() {
    ElbUnderTest made = twin();
    made.answers.from(InstancesDouble.address(1), new Answer.TimedOut());
    made.pass(10);
    assertThat(shown(made, targetA)).as("after one failure").isEqualTo("healthy null");
    made.pass(15);
    assertThat(shown(made, targetA)).isEqualTo("unhealthy Target.Timeout");
    assertThat(shown(made, targetB)).isEqualTo("healthy null");

    made.answers.from(InstancesDouble.address(1), AnswersDouble.replied(200));
    made.pass(9);
    assertThat(shown(made, targetA)).as("after one pass").isEqualTo("unhealthy Target.Timeout");
    made.pass(11);
    assertThat(shown(made, targetA)).isEqualTo("healthy null");
  }

  @Test
  void an_unhealthy_target_keeps_its_reason_until_it_has_passed_often_enough() {
    original.answers.from(InstancesDouble.address(1), AnswersDouble.replied(503));
    original.pass(30);
    ElbUnderTest made = twin();

    assertThat(made.health(group, targetA).description())
        .isEqualTo("Health checks failed with these codes: [503]");
    made.pass(9);
    assertThat(shown(made, targetA)).startsWith("unhealthy");
    made.pass(11);
    assertThat(shown(made, targetA)).isEqualTo("healthy null");
  }

  @Test
  void a_draining_target_is_gone_after_the_described_delay() {
    original.attribute(group, "deregistration_delay.timeout_seconds", "60");
    deregister(original, targetA);
    ElbUnderTest made = twin();

    made.pass(59);
    assertThat(shown(made, targetA)).startsWith("draining");
    made.pass(2);
    assertThat(shown(made, targetA)).isEqualTo("unused Target.NotRegistered");
  }

  @Test
  void a_target_that_is_being_registered_is_healthy_in_time() {
    String fresh = original.target(group, "a");
    ElbUnderTest made = twin();
    assertThat(shown(made, fresh)).isEqualTo("initial Elb.RegistrationInProgress");
    made.pass(20);

    assertThat(shown(made, fresh)).isEqualTo("healthy null");
  }

  @Test
  void a_target_that_is_unused_without_a_cause_here_is_looked_at_soon() {
    ElbUnderTest made =
        made(
            new Adoption(
                original
                    .inventory()
                    .map(
                        Kind.TARGET_HEALTH,
                        each ->
                            each.toBuilder().targetHealth(TargetState.ZONE_NOT_ENABLED).build())));
    assertThat(shown(made, targetA)).isEqualTo("unused Target.NotInUse");
    made.pass(30);

    assertThat(shown(made, targetA)).isEqualTo("healthy null");
  }

  @Test
  void targets_come_and_go() {
    ElbUnderTest made = twin();
    deregister(made, targetA);
    assertThat(shown(made, targetA)).startsWith("draining");
    made.client()
        .registerTargets(
            r -> r.targetGroupArn(group).targets(TargetDescription.builder().id(targetA).build()));
    String third = made.target(group, "a");
    made.pass(30);

    assertThat(shown(made, targetA)).isEqualTo("healthy null");
    assertThat(made.asked("a", 3)).containsExactlyInAnyOrder(targetA, targetB, third);
  }

  @Test
  void a_stopped_instance_is_unused_and_a_terminated_one_is_forgotten() {
    ElbUnderTest made = twin();
    made.instances.move(targetA, InstanceStateName.TERMINATED);
    assertThat(shown(made, targetA)).isEqualTo("unused Target.InvalidState");

    made.pass(2 * 3600);
    assertThat(shown(made, targetA)).isEqualTo("unused Target.NotRegistered");
  }

  @Test
  void an_instance_that_was_terminated_before_is_forgotten_too() {
    original.instances.move(targetA, InstanceStateName.TERMINATED);
    ElbUnderTest made = twin();
    assertThat(shown(made, targetA)).isEqualTo("unused Target.InvalidState");

    made.pass(2 * 3600);
    assertThat(shown(made, targetA)).isEqualTo("unused Target.NotRegistered");
  }

  @Test
  void its_health_checks_can_be_changed() {
    ElbUnderTest made = twin();
    made.client()
        .modifyTargetGroup(
            r -> r.targetGroupArn(group).healthCheckIntervalSeconds(60).unhealthyThresholdCount(3));
    made.answers.from(InstancesDouble.address(1), AnswersDouble.replied(500));
    made.pass(119);
    assertThat(shown(made, targetA)).isEqualTo("healthy null");
    made.pass(62);

    assertThat(shown(made, targetA)).isEqualTo("unhealthy Target.ResponseCodeMismatch");
  }

  @Test
  void rules_keep_their_priorities_and_further_ones_are_created() {
    rule(10, "/old", ElbUnderTest.fixed("404"));
    ElbUnderTest made = twin();
    assertThatThrownBy(() -> rule(made, 10, "/new", ElbUnderTest.fixed("200")))
        .isInstanceOf(PriorityInUseException.class);
    rule(made, 5, "/new", ElbUnderTest.fixed("201"));

    assertThat(made.ask("a", "/new")).isEqualTo(new Decision.Answer(201, Optional.empty()));
    List<Rule> rules = made.client().describeRules(r -> r.listenerArn(listener)).rules();
    assertThat(rules.stream().map(Rule::priority)).containsExactly("5", "10", "default");
    made.client().deleteRule(r -> r.ruleArn(rules.get(1).ruleArn()));
    assertThat(made.ask("a", "/old")).isInstanceOf(Decision.Forward.class);
  }

  @Test
  void its_listener_can_be_changed_with_its_default_rule() {
    ElbUnderTest made = twin();
    made.client()
        .modifyListener(r -> r.listenerArn(listener).defaultActions(ElbUnderTest.fixed("503")));

    assertThat(made.ask("a", "/")).isEqualTo(new Decision.Answer(503, Optional.empty()));
    assertThat(shown(made, targetA)).isEqualTo("unused Target.NotInUse");
  }

  @Test
  void a_certificate_that_a_listener_serves_with_is_issued_here_too() {
    String certificate =
        original
            .session
            .acm()
            .requestCertificate(r -> r.domainName("example.com"))
            .certificateArn();
    original.pass(600);
    original
        .client()
        .createListener(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .protocol(ProtocolEnum.HTTPS)
                    .port(443)
                    .certificates(Certificate.builder().certificateArn(certificate).build())
                    .defaultActions(ElbUnderTest.forward(group)));
    ElbUnderTest made = twin();

    assertThat(
            made.session
                .acm()
                .describeCertificate(r -> r.certificateArn(certificate))
                .certificate()
                .inUseBy())
        .containsExactly(loadBalancer);
    assertThat(made.session.acm().listCertificates(r -> {}).certificateSummaryList().get(0))
        .satisfies(each -> assertThat(each.statusAsString()).isEqualTo("ISSUED"));
    assertThat(made.inventory().all(Kind.LISTENER))
        .isEqualTo(original.inventory().all(Kind.LISTENER));
  }

  @Test
  void it_is_deleted_with_its_listeners_and_its_interfaces_go() {
    ElbUnderTest made = twin();
    made.client().deleteLoadBalancer(r -> r.loadBalancerArn(loadBalancer));
    assertThat(shown(made, targetA)).isEqualTo("unused Target.NotInUse");
    assertThat(made.interfaces()).hasSize(2);
    made.pass(3600);

    assertThat(made.interfaces()).isEmpty();
    made.client().deleteTargetGroup(r -> r.targetGroupArn(group));
  }

  @Test
  void one_that_is_protected_is_not_deleted() {
    protect(original);
    ElbUnderTest made = twin();

    assertThatThrownBy(() -> made.client().deleteLoadBalancer(r -> r.loadBalancerArn(loadBalancer)))
        .isInstanceOf(OperationNotPermittedException.class);
  }

  @Test
  void one_that_is_being_provisioned_is_active_in_time() {
    original
        .client()
        .createLoadBalancer(
            r -> r.name("fresh").subnets(original.subnets.get("a"), original.subnets.get("c")));
    ElbUnderTest made = twin();
    assertThat(state(made, "fresh")).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    made.pass(600);

    assertThat(state(made, "fresh")).isEqualTo(LoadBalancerStateEnum.ACTIVE);
  }

  @Test
  void a_node_fails_with_the_power_of_its_zone_and_leaves_dns() {
    ElbUnderTest made = twin();
    String dnsName = made.described(loadBalancer).dnsName();
    made.cutPower("a");
    made.pass(120);
    assertThat(made.loadBalancing.resolve(dnsName))
        .containsExactly(made.node("b").association().publicIp());
    made.restorePower("a");
    made.pass(120);

    assertThat(made.loadBalancing.resolve(dnsName)).hasSize(2);
  }

  @Test
  void a_zone_with_two_nodes_is_described_once_and_gives_up_both() {
    Inventory all = original.inventory();
    List<NetworkInterface> interfaces = new ArrayList<>(all.all(Kind.NETWORK_INTERFACE));
    interfaces.add(
        original.node("b").toBuilder()
            .networkInterfaceId("eni-0fedcba9876543210")
            .privateIpAddress("10.0.2.200")
            .privateIpAddresses(List.of())
            .association(a -> a.publicIp("203.0.113.77").ipOwnerId("amazon-elb"))
            .build());
    ElbUnderTest made = made(new Adoption(all.with(Kind.NETWORK_INTERFACE, interfaces)));

    assertThat(made.described(loadBalancer)).isEqualTo(original.described(loadBalancer));
    assertThat(made.loadBalancing.loadBalancerOf("eni-0fedcba9876543210")).contains(loadBalancer);
    made.pass(60);
    assertThat(made.metrics.values("HealthyHostCount", 3)).as("in a zone each").containsOnly(1.0);
    made.client()
        .setSubnets(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .subnets(original.subnets.get("a"), original.subnets.get("c")));
    made.pass(3600);
    assertThat(made.interfaces().keySet()).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void interfaces_that_a_load_balancer_gave_up_go_after_a_while() {
    original
        .client()
        .setSubnets(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .subnets(original.subnets.get("b"), original.subnets.get("c")));
    ElbUnderTest made = twin();
    assertThat(made.interfaces()).hasSize(3);
    made.pass(3600);

    assertThat(made.interfaces().keySet()).containsExactlyInAnyOrder("b", "c");
  }

  private void secondGroup() {
    String other = original.group(g -> g.name("other").port(9090));
    original
        .client()
        .createListener(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .protocol(ProtocolEnum.HTTP)
                    .port(8081)
                    .defaultActions(weighted(group, 3, other, 1)));
  }

  private static Action weighted(String one, int its, String other, int weight) {
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .forwardConfig(
            f ->
                f.targetGroups(
                    TargetGroupTuple.builder().targetGroupArn(one).weight(its).build(),
                    TargetGroupTuple.builder().targetGroupArn(other).weight(weight).build()))
        .build();
  }

  private void rule(int priority, String path, Action action) {
    rule(original, priority, path, action);
  }

  private void rule(ElbUnderTest elb, int priority, String path, Action action) {
    elb.client()
        .createRule(
            r ->
                r.listenerArn(listener)
                    .priority(priority)
                    .conditions(ElbUnderTest.path(path))
                    .actions(action));
  }

  private void protect(ElbUnderTest elb) {
    elb.client()
        .modifyLoadBalancerAttributes(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .attributes(
                        LoadBalancerAttribute.builder()
                            .key("deletion_protection.enabled")
                            .value("true")
                            .build()));
  }

  private void deregister(ElbUnderTest elb, String target) {
    elb.client()
        .deregisterTargets(
            r -> r.targetGroupArn(group).targets(TargetDescription.builder().id(target).build()));
  }

  private ElbUnderTest made(Adoption adoption) {
    ElbUnderTest made = original.twin(adoption);
    twin = made;
    return made;
  }

  private String shown(ElbUnderTest elb, String target) {
    TargetHealth health = elb.health(group, target);
    return health.stateAsString() + " " + health.reasonAsString();
  }

  private static LoadBalancerStateEnum state(ElbUnderTest elb, String name) {
    return elb.client()
        .describeLoadBalancers(r -> r.names(name))
        .loadBalancers()
        .get(0)
        .state()
        .code();
  }
}
