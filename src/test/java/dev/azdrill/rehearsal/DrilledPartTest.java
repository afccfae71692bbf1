package dev.azdrill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Two groups behind one load balancer: which of them clients come to, rules decide. */
class DrilledPartTest {
  private static final String DNS = "web-1.eu-west-2.elb.amazonaws.com";

  @Test
  void which_of_several_groups_is_meant_must_be_said() {
    assertThatThrownBy(
            () -> part(stack(forward("a"), rule("path-pattern", "/api/*", forward("b"))), ""))
        .isInstanceOf(NotRehearsable.class)
        .hasMessageContaining("more than one Auto Scaling group")
        .hasMessageContaining("group-a, group-b");
  }

  @Test
  void a_group_that_no_request_of_the_clients_comes_to_is_refused() {
    Inventory stack = stack(forward("a"), rule("path-pattern", "/api/*", forward("b")));

    assertThat(part(stack, "group-a").group()).isEqualTo("group-a");
    assertThatThrownBy(() -> part(stack, "group-b"))
        .isInstanceOf(NotRehearsable.class)
        .hasMessage(
            "expected an Auto Scaling group that clients of the load balancer web come to, saw"
                + " group-b: simulated clients ask for / of http://"
                + DNS
                + ", which its listeners and their rules forward to group-a alone");
  }

  @Test
  void where_the_load_balancer_answers_clients_by_itself_no_group_is_drilled() {
    Action answer = Action.builder().type(ActionTypeEnum.FIXED_RESPONSE).build();
    Inventory stack = stack(answer, rule("path-pattern", "/api/*", forward("b")));

    assertThatThrownBy(() -> part(stack, "group-b")).hasMessageEndingWith("forward to no group");
  }

  @ParameterizedTest
  @CsvSource({
    "path-pattern, /, true",
    "path-pattern, /*, true",
    "path-pattern, /?, false",
    "host-header, *.com, true",
    "host-header, WEB-1.*, true",
    "host-header, *.nowhere.example, false",
    "http-request-method, POST, true",
    "http-request-method, PUT, false",
    "http-header, anything, false",
    "query-string, anything, false",
    "source-ip, 10.0.0.0/8, true"
  })
  void a_rule_that_some_request_of_the_clients_may_meet_leads_to_its_group(
      String field, String value, boolean leads) {
    Inventory stack = stack(forward("a"), rule(field, value, forward("b")));

    if (leads) {
      assertThat(part(stack, "group-b").group()).isEqualTo("group-b");
    } else {
      assertThatThrownBy(() -> part(stack, "group-b")).isInstanceOf(NotRehearsable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/*", "/"})
  void behind_a_rule_that_catches_every_request_the_default_is_met_by_none(String path) {
    Inventory stack = stack(forward("a"), rule("path-pattern", path, forward("b")));

    assertThatThrownBy(() -> part(stack, "group-a")).hasMessageContaining("group-b alone");
  }

  @Test
  void a_redirect_is_followed_once_and_to_the_load_balancer_alone() {
    Listener other = listener(8080).toBuilder().defaultActions(forward("b")).build();
    Inventory there = stack(redirect("#{host}", "8080"), other);
    Inventory circle = stack(redirect("#{host}", "80"), other);
    Inventory elsewhere = stack(redirect("other.example", "8080"), other);

    assertThat(part(there, "group-b").group()).isEqualTo("group-b");
    assertThatThrownBy(() -> part(circle, "group-b")).hasMessageEndingWith("to no group");
    assertThatThrownBy(() -> part(elsewhere, "group-b")).hasMessageEndingWith("to no group");
  }

  private static DrilledPart part(Inventory stack, String group) {
    return DrilledPart.of(
        stack,
        new DrilledPart.Selection(
            Optional.empty(),
            Optional.of(group).filter(each -> !each.isEmpty()),
            Optional.empty()));
  }

  private static Inventory stack(Action byDefault, Rule rule) {
    return builder(byDefault).add(Kind.RULE, "arn:listener-80", List.of(rule)).build();
  }

  private static Inventory stack(Action byDefault, Listener other) {
    return builder(byDefault).add(Kind.LISTENER, List.of(other)).build();
  }

  private static Inventory.Builder builder(Action byDefault) {
    return Inventory.builder()
        .add(
            Kind.LOAD_BALANCER,
            List.of(
                LoadBalancer.builder()
                    .loadBalancerArn("arn:web")
                    .loadBalancerName("web")
                    .dnsName(DNS)
                    .type(LoadBalancerTypeEnum.APPLICATION)
                    .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                    .build()))
        .add(Kind.LISTENER, List.of(listener(80).toBuilder().defaultActions(byDefault).build()))
        .add(Kind.TARGET_GROUP, List.of(targetGroup("a"), targetGroup("b")))
        .add(Kind.AUTO_SCALING_GROUP, List.of(group("a"), group("b")));
  }

  private static Listener listener(int port) {
    return Listener.builder()
        .listenerArn("arn:listener-" + port)
        .loadBalancerArn("arn:web")
        .protocol(ProtocolEnum.HTTP)
        .port(port)
        .build();
  }

  private static TargetGroup targetGroup(String name) {
    return TargetGroup.builder()
        .targetGroupArn("arn:" + name)
        .targetGroupName(name)
        .loadBalancerArns("arn:web")
        .build();
  }

  private static AutoScalingGroup group(String name) {
    return AutoScalingGroup.builder()
        .autoScalingGroupName("group-" + name)
        .targetGroupARNs("arn:" + name)
        .build();
  }

  private static Action forward(String targetGroup) {
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .targetGroupArn("arn:" + targetGroup)
        .build();
  }

  private static Action redirect(String host, String port) {
    return Action.builder()
        .type(ActionTypeEnum.REDIRECT)
        .redirectConfig(RedirectActionConfig.builder().host(host).port(port).build())
        .build();
  }

  private static Rule rule(String field, String value, Action action) {
    RuleCondition.Builder condition = RuleCondition.builder().field(field);
    switch (field) {
      case "http-request-method" -> condition.httpRequestMethodConfig(r -> r.values(value));
      case "http-header" -> condition.httpHeaderConfig(r -> r.httpHeaderName("X-A").values(value));
      case "query-string" ->
          condition.queryStringConfig(
              r -> r.values(QueryStringKeyValuePair.builder().value(value).build()));
      case "source-ip" -> condition.sourceIpConfig(r -> r.values(value));
      default -> condition.values(value);
    }
    return Rule.builder()
        .priority("1")
        .isDefault(false)
        .conditions(condition.build())
        .actions(action)
        .build();
  }
}
