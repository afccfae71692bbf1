package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;

class ListenersTest {
  private final ElbUnderTest elb = new ElbUnderTest("listeners");
  private String loadBalancer = "";
  private String group = "";

  @BeforeEach
  void a_load_balancer_and_a_target_group() {
    loadBalancer = elb.create().loadBalancerArn();
    group = elb.group();
  }

  @AfterEach
  void close() {
    elb.close();
  }

  @Test
  void https_waits_for_the_certificate_to_be_issued() {
    String certificate =
        elb.session.acm().requestCertificate(r -> r.domainName("www.example.com")).certificateArn();
    assertThat(code(() -> https(certificate))).isEqualTo("UnsupportedCertificate");
    elb.pass(30);

    Listener listener = https(certificate);
    assertThat(listener.sslPolicy()).isEqualTo("ELBSecurityPolicy-2016-08");
    assertThat(
            elb.client()
                .describeListenerCertificates(r -> r.listenerArn(listener.listenerArn()))
                .certificates())
        .singleElement()
        .matches(each -> each.isDefault() && each.certificateArn().equals(certificate));
    assertThat(code(() -> elb.session.acm().deleteCertificate(r -> r.certificateArn(certificate))))
        .isEqualTo("ResourceInUseException");
  }

  @Test
  void an_unknown_certificate_is_not_found() {
    assertThat(code(() -> https("arn:aws:acm:eu-west-2:123456789012:certificate/00000000-0000")))
        .isEqualTo("CertificateNotFound");
  }

  @Test
  void a_port_is_listened_on_once() {
    elb.listener(loadBalancer, group);

    assertThat(code(() -> elb.listener(loadBalancer, group))).isEqualTo("DuplicateListener");
  }

  @Test
  void a_target_group_in_use_is_neither_deleted_nor_shared() {
    String listener = elb.listener(loadBalancer, group);
    String other =
        elb.client()
            .createLoadBalancer(
                r -> r.name("other").subnets(elb.subnets.get("a"), elb.subnets.get("b")))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();

    assertThat(code(() -> elb.client().deleteTargetGroup(r -> r.targetGroupArn(group))))
        .isEqualTo("ResourceInUse");
    assertThat(code(() -> elb.listener(other, group))).isEqualTo("TargetGroupAssociationLimit");
    assertThat(elb.targetGroups.resourceLabel(group))
        .hasValueSatisfying(
            label ->
                assertThat(label).matches("app/web/[0-9a-f]{16}/targetgroup/app/[0-9a-f]{16}"));

    elb.client().deleteListener(r -> r.listenerArn(listener));
    elb.client().deleteTargetGroup(r -> r.targetGroupArn(group));
    assertThat(elb.targetGroups.exists(group)).isFalse();
  }

  @Test
  void a_target_group_tells_which_load_balancer_uses_it() {
    assertThat(users()).isEmpty();
    elb.listener(loadBalancer, group);

    assertThat(users()).containsExactly(loadBalancer);
  }

  @Test
  void the_default_rule_follows_its_listener() {
    String listener = elb.listener(loadBalancer, group);
    elb.client()
        .modifyListener(r -> r.listenerArn(listener).defaultActions(ElbUnderTest.fixed("404")));

    Rule only = rules(listener).get(0);
    assertThat(only.priority()).isEqualTo("default");
    assertThat(only.actions()).isEqualTo(described(listener).defaultActions());
    assertThat(code(() -> elb.client().deleteRule(r -> r.ruleArn(only.ruleArn()))))
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void rules_may_change_places_but_not_share_one() {
    String listener = elb.listener(loadBalancer, group);
    String first = rule(listener, 1);
    String second = rule(listener, 2);

    assertThat(code(() -> rule(listener, 2))).isEqualTo("PriorityInUse");
    elb.client()
        .setRulePriorities(
            r ->
                r.rulePriorities(
                    RulePriorityPair.builder().ruleArn(first).priority(2).build(),
                    RulePriorityPair.builder().ruleArn(second).priority(1).build()));
    assertThat(rules(listener)).extracting(Rule::priority).containsExactly("1", "2", "default");
    assertThat(rules(listener)).extracting(Rule::ruleArn).startsWith(second, first);
  }

  @Test
  void a_redirect_to_itself_is_refused() {
    assertThat(
            code(
                () ->
                    elb.client()
                        .createListener(
                            r ->
                                r.loadBalancerArn(loadBalancer)
                                    .protocol(ProtocolEnum.HTTP)
                                    .port(80)
                                    .defaultActions(ElbUnderTest.redirect(null, null)))))
        .isEqualTo("InvalidLoadBalancerAction");
  }

  @Test
  void what_is_not_there_is_not_found_by_its_own_name() {
    String arn = loadBalancer.replace("loadbalancer/app/web", "listener/app/web") + "/0";

    assertThat(code(() -> described(arn))).isEqualTo("ListenerNotFound");
    assertThat(code(() -> elb.client().describeRules(r -> r.listenerArn(arn))))
        .isEqualTo("ListenerNotFound");
    assertThat(code(() -> elb.client().describeTargetGroups(r -> r.names("nobody"))))
        .isEqualTo("TargetGroupNotFound");
    assertThat(code(() -> elb.client().describeTargetGroups(r -> r.targetGroupArns("app"))))
        .isEqualTo("ValidationError");
  }

  @Test
  void with_the_load_balancer_go_its_listeners() {
    String listener = elb.listener(loadBalancer, group);
    elb.client().deleteLoadBalancer(r -> r.loadBalancerArn(loadBalancer));

    assertThat(code(() -> described(listener))).isEqualTo("ListenerNotFound");
    elb.client().deleteTargetGroup(r -> r.targetGroupArn(group));
  }

  @Test
  void health_check_settings_keep_within_aws_s_bounds() {
    assertThat(code(() -> elb.group(r -> r.name("b").healthCheckIntervalSeconds(4))))
        .isEqualTo("ValidationError");
    assertThat(code(() -> elb.group(r -> r.name("b").healthCheckTimeoutSeconds(10))))
        .as("as long as the interval")
        .isEqualTo("ValidationError");
    assertThat(code(() -> elb.group(r -> r.name("b").unhealthyThresholdCount(11))))
        .isEqualTo("ValidationError");
    assertThat(code(() -> elb.group(r -> r.name("b").matcher(m -> m.httpCode("500")))))
        .isEqualTo("ValidationError");
    assertThat(code(() -> elb.group(r -> r.name("b").vpcId("vpc-00000000000000000"))))
        .isEqualTo("ValidationError");
    assertThat(code(() -> elb.group(r -> r.healthCheckPath("/other"))))
        .isEqualTo("DuplicateTargetGroupName");
  }

  private Listener https(String certificate) {
    return elb.client()
        .createListener(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .protocol(ProtocolEnum.HTTPS)
                    .port(443)
                    .certificates(Certificate.builder().certificateArn(certificate).build())
                    .defaultActions(ElbUnderTest.forward(group)))
        .listeners()
        .get(0);
  }

  private String rule(String listener, int priority) {
    return elb.client()
        .createRule(
            r ->
                r.listenerArn(listener)
                    .priority(priority)
                    .conditions(ElbUnderTest.path("/" + priority))
                    .actions(ElbUnderTest.forward(group)))
        .rules()
        .get(0)
        .ruleArn();
  }

  private List<Rule> rules(String listener) {
    return elb.client().describeRules(r -> r.listenerArn(listener)).rules();
  }

  private Listener described(String listener) {
    return elb.client().describeListeners(r -> r.listenerArns(listener)).listeners().get(0);
  }

  private List<String> users() {
    return elb.client()
        .describeTargetGroups(r -> r.targetGroupArns(group))
        .targetGroups()
        .get(0)
        .loadBalancerArns();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }
}
