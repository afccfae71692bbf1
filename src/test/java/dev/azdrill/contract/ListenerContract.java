package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

@Contract
@Needs("elasticloadbalancing")
class ListenerContract {
  private static String addRule(Subject s, String listener, TargetGroup targets, int priority) {
    String arn =
        s.elb()
            .createRule(
                r ->
                    r.listenerArn(listener)
                        .priority(priority)
                        .conditions(
                            RuleCondition.builder().field("path-pattern").values("/api/*").build())
                        .actions(LoadBalancerFixture.forward(targets.targetGroupArn())))
            .rules()
            .get(0)
            .ruleArn();
    s.later("delete " + arn, () -> s.elb().deleteRule(r -> r.ruleArn(arn)));
    return arn;
  }

  @Test
  void a_listener_has_a_default_rule(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();
    String listener = door.listen(targets);

    assertThat(s.elb().describeRules(r -> r.listenerArn(listener)).rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.isDefault()).isTrue();
              assertThat(rule.priority()).isEqualTo("default");
              assertThat(rule.actions().get(0).targetGroupArn())
                  .isEqualTo(targets.targetGroupArn());
            });
  }

  @Test
  void a_port_is_listened_on_once(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();
    door.listen(targets);

    assertThat(Refusal.of(() -> door.listen(targets))).isEqualTo("DuplicateListener");
  }

  @Test
  void a_listener_for_unknown_targets_is_refused(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();
    s.elb().deleteTargetGroup(r -> r.targetGroupArn(targets.targetGroupArn()));

    assertThat(Refusal.of(() -> door.listen(targets))).isEqualTo("TargetGroupNotFound");
  }

  @Test
  void https_needs_a_certificate(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();

    assertThat(
            Refusal.of(
                () ->
                    s.elb()
                        .createListener(
                            r ->
                                r.loadBalancerArn(door.arn())
                                    .protocol(ProtocolEnum.HTTPS)
                                    .port(443)
                                    .defaultActions(
                                        LoadBalancerFixture.forward(targets.targetGroupArn())))))
        .isEqualTo("ValidationError");
  }

  @Test
  void a_listener_that_is_deleted_is_not_found(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    String listener = door.listen(door.targets());

    s.elb().deleteListener(r -> r.listenerArn(listener));

    assertThat(Refusal.of(() -> s.elb().describeListeners(r -> r.listenerArns(listener))))
        .isEqualTo("ListenerNotFound");
  }

  @Test
  void a_listener_goes_with_its_load_balancer(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    String listener = door.listen(door.targets());

    s.elb().deleteLoadBalancer(r -> r.loadBalancerArn(door.arn()));

    assertThat(Refusal.of(() -> s.elb().describeListeners(r -> r.listenerArns(listener))))
        .isEqualTo("ListenerNotFound");
  }

  @Test
  void a_rule_comes_before_the_default(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();
    String listener = door.listen(targets);

    addRule(s, listener, targets, 10);

    assertThat(s.elb().describeRules(r -> r.listenerArn(listener)).rules())
        .extracting(Rule::priority)
        .containsExactly("10", "default");
  }

  @Test
  void a_priority_is_taken_once(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();
    String listener = door.listen(targets);
    addRule(s, listener, targets, 10);

    assertThat(Refusal.of(() -> addRule(s, listener, targets, 10))).isEqualTo("PriorityInUse");
  }

  @Test
  void the_default_rule_cannot_be_deleted(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    String listener = door.listen(door.targets());
    String rule = s.elb().describeRules(r -> r.listenerArn(listener)).rules().get(0).ruleArn();

    assertThat(Refusal.of(() -> s.elb().deleteRule(r -> r.ruleArn(rule))))
        .isEqualTo("OperationNotPermitted");
  }
}
