package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.LoadBalancing.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** What of a request the rules of a listener look at. */
class ConditionsTest {
  private static RuleCondition condition(String field, Consumer<RuleCondition.Builder> config) {
    return RuleCondition.builder().field(field).applyMutation(config).build();
  }

  private static RuleCondition query(@Nullable String key, @Nullable String value) {
    QueryStringKeyValuePair pair = QueryStringKeyValuePair.builder().key(key).value(value).build();
    return condition("query-string", c -> c.queryStringConfig(q -> q.values(pair)));
  }

  private static RuleCondition source(String... blocks) {
    return condition("source-ip", c -> c.sourceIpConfig(s -> s.values(blocks)));
  }

  private static RuleCondition header(String name, String value) {
    return condition(
        "http-header", c -> c.httpHeaderConfig(h -> h.httpHeaderName(name).values(value)));
  }

  @Test
  void a_rule_has_at_most_five_values_in_all_its_conditions() {
    List<RuleCondition> five =
        List.of(
            source("192.0.2.0/26", "192.0.2.64/26", "192.0.2.128/26"),
            query("a", "1"),
            header("x", "1"));
    assertThat(Conditions.checked(five)).hasSize(3);
    List<RuleCondition> six = new ArrayList<>(five);
    six.add(query("b", "2"));
    assertThatThrownBy(() -> Conditions.checked(six))
        .hasMessageContaining("A rule can only have '5' condition values");
  }

  private static boolean holds(RuleCondition condition, Request request) {
    return Conditions.hold(Conditions.checked(List.of(condition)), request);
  }

  private static Request get(String path) {
    return new Request("GET", "web.example.com", path, false);
  }

  @ParameterizedTest
  @CsvSource({
    "version, v2,  /?version=v2,        true",
    "version, v2,  /x?a=b&VERSION=V2,   true",
    "version, v*,  /?version=v17,       true",
    "version, v2,  /?version=v3,        false",
    "version, v2,  /?v=version,         false",
    "version, v2,  /version=v2,         false",
    "       , v2,  /?anything=v2,       true"
  })
  void a_parameter_of_the_query(@Nullable String key, String value, String path, boolean holds) {
    assertThat(holds(query(key, value), get(path))).isEqualTo(holds);
  }

  @Test
  void the_clients_address() {
    Request from = get("/").from("192.0.2.7");

    assertThat(holds(source("192.0.2.0/24"), from)).isTrue();
    assertThat(holds(source("198.51.100.0/24", "192.0.2.7/32"), from)).isTrue();
    assertThat(holds(source("192.0.3.0/24", "2001:db8::/32"), from)).isFalse();
    assertThat(holds(source("0.0.0.0/0"), get("/"))).as("sent by nobody").isFalse();
  }

  @Test
  void a_request_has_no_header_but_that_of_its_host() {
    assertThat(holds(header("X-Canary", "*"), get("/"))).isFalse();
  }

  @Test
  void all_conditions_of_a_rule_must_hold() {
    List<RuleCondition> both =
        Conditions.checked(List.of(query("a", "1"), query("b", "2"), ElbUnderTest.path("/x")));

    assertThat(Conditions.hold(both, get("/x?b=2&a=1"))).isTrue();
    assertThat(Conditions.hold(both, get("/x?a=1"))).isFalse();
    assertThat(Conditions.hold(both, get("/y?b=2&a=1"))).isFalse();
  }

  @Test
  void what_is_no_condition_is_refused() {
    List<RuleCondition> wrong = new ArrayList<>();
    wrong.add(source("192.0.2.1/24"));
    wrong.add(source("192.0.2.1"));
    wrong.add(source());
    wrong.add(header("Host", "x"));
    wrong.add(header("", "x"));
    wrong.add(condition("http-header", c -> {}));
    wrong.add(condition("query-string", c -> {}));
    wrong.add(query("a", null));
    wrong.add(condition("body", c -> c.values("x")));
    wrong.add(condition("path-pattern", c -> c.values("/x").regexValues("y")));
    for (RuleCondition each : wrong) {
      assertThatThrownBy(() -> Conditions.checked(List.of(each)))
          .as(each.toString())
          .isInstanceOf(AwsError.class)
          .hasMessageNotContaining("null");
    }
  }

  @Test
  void a_rule_looks_at_path_host_method_and_address_once() {
    assertThatThrownBy(
            () -> Conditions.checked(List.of(ElbUnderTest.path("/a"), ElbUnderTest.path("/b"))))
        .isInstanceOf(AwsError.class)
        .hasMessageContaining("only one 'path-pattern' condition");
  }
}
