package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Rules refuse some requests on purpose; together they may refuse all. */
class UsualRequestsTest {
  private static final List<Action> SERVED =
      List.of(Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn("targets").build());

  /** Each case: the conditions of each rule, and whether anybody is served. */
  private static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("both halves", List.of(List.of(from("0.0.0.0/1", "128.0.0.0/1"))), false),
        Arguments.of(
            "a half each",
            List.of(List.of(from("0.0.0.0/1")), List.of(from("128.0.0.0/1"))),
            false),
        Arguments.of("one half", List.of(List.of(from("0.0.0.0/1"))), true),
        Arguments.of("somebody's network", List.of(List.of(from("198.51.100.0/24"))), true),
        Arguments.of(
            "all but 128.0.0.0/4",
            List.of(
                List.of(from("0.0.0.0/1")),
                List.of(from("192.0.0.0/2", "160.0.0.0/3", "144.0.0.0/4"))),
            true),
        Arguments.of(
            "in both halves at once",
            List.of(List.of(from("0.0.0.0/1"), from("128.0.0.0/1"))),
            true),
        Arguments.of("IPv6 alone", List.of(List.of(from("::/0"))), true),
        Arguments.of("what is read", List.of(List.of(method("GET", "HEAD"))), false),
        Arguments.of("what is written", List.of(List.of(method("POST"))), true),
        Arguments.of(
            "what is read from one half", List.of(List.of(method("GET"), from("0.0.0.0/1"))), true),
        Arguments.of("any path", List.of(List.of(path("/*"))), false),
        Arguments.of(
            "any path from one half", List.of(List.of(path("*"), from("0.0.0.0/1"))), true),
        Arguments.of("any path but the root", List.of(List.of(path("/?*"))), false),
        Arguments.of("any path with a slash", List.of(List.of(path("*/*"))), false),
        Arguments.of("any path of two letters", List.of(List.of(path("/??"))), true),
        Arguments.of("any path with a full stop", List.of(List.of(path("*.*"))), true),
        Arguments.of("some paths", List.of(List.of(path("/closed/*"))), true),
        Arguments.of("some of what is read", List.of(List.of(path("/a*"), method("GET"))), true));
  }

  private static RuleCondition from(String... blocks) {
    return RuleCondition.builder().field("source-ip").sourceIpConfig(c -> c.values(blocks)).build();
  }

  private static RuleCondition path(String pattern) {
    return RuleCondition.builder().field("path-pattern").values(pattern).build();
  }

  private static RuleCondition method(String... methods) {
    return RuleCondition.builder()
        .field("http-request-method")
        .httpRequestMethodConfig(c -> c.values(methods))
        .build();
  }

  private static List<Action> answer(String code) {
    return List.of(
        Action.builder()
            .type(ActionTypeEnum.FIXED_RESPONSE)
            .fixedResponseConfig(r -> r.statusCode(code))
            .build());
  }

  private static Rule rule(int priority, List<RuleCondition> conditions, List<Action> actions) {
    return Rule.builder()
        .priority(String.valueOf(priority))
        .conditions(conditions)
        .actions(actions)
        .build();
  }

  private static boolean isServed(List<Rule> rules) {
    return new UsualRequests(rules).met(SERVED).stream().anyMatch(each -> each.refusal().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void nobody_is_served_where_rules_together_refuse_every_request(
      String which, List<List<RuleCondition>> conditions, boolean isServed) {
    for (String code : List.of("200", "404", "503")) {
      List<Rule> rules = new ArrayList<>();
      conditions.forEach(each -> rules.add(rule(5 + rules.size(), each, answer(code))));

      assertThat(isServed(rules)).as(code).isEqualTo(isServed);
    }
  }

  @Test
  void the_rule_of_the_lowest_priority_decides() {
    Rule open = rule(1, List.of(from("0.0.0.0/0")), SERVED);
    Rule shut = rule(2, List.of(from("0.0.0.0/0")), answer("503"));

    assertThat(isServed(List.of(shut, open))).isTrue();
    assertThat(isServed(List.of(open.copy(r -> r.priority("3")), shut))).isFalse();
  }

  @Test
  void what_every_rule_leaves_comes_to_the_default() {
    assertThat(new UsualRequests(List.of()).met(SERVED))
        .containsExactly(new UsualRequests.Met(SERVED, "every request", false));
    assertThat(new UsualRequests(List.of()).met(answer("404")).get(0).refusal())
        .as("a default of 404 may be meant")
        .isEmpty();
    assertThat(new UsualRequests(List.of()).met(answer("503")).get(0).refusal()).contains("503");
  }
}
