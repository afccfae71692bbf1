package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Who asks for some hosts is turned away by a rule. */
class HostRulesTest {
  private static final String DNS = "Web-1.eu-west-2.elb.amazonaws.com";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.com            | 503 | with 503 by itself, its own DNS name among them",
        "*.AMAZONAWS.com  | 403 | with 403 by itself, its own DNS name among them",
        "shop.example.com | 404 | whoever asks for the host shop.example.com with 404 by itself",
      })
  void hosts_that_the_load_balancer_refuses_by_itself_are_told(
      String host, String status, String note) {
    Proof proof = prove(ruled(status, condition("host-header", host)));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElse("")).contains("on port 80 it answers ", note);
  }

  @Test
  void nothing_is_told_of_hosts_that_are_answered_or_of_a_part_of_what_they_have() {
    assertThat(prove(ruled("200", condition("host-header", "*.com"))).note()).isEmpty();
    assertThat(
            prove(
                    ruled(
                        "404",
                        condition("host-header", "*.com"),
                        condition("path-pattern", "/admin/*")))
                .note())
        .isEmpty();
    assertThat(prove(SoundProduction.inventory()).note()).isEmpty();
  }

  private static Proof prove(Inventory inventory) {
    return Guarantees.named("only-load-balancer-is-reachable").orElseThrow().prove(inventory);
  }

  private static RuleCondition condition(String field, String value) {
    return RuleCondition.builder().field(field).values(value).build();
  }

  private static Inventory ruled(String status, RuleCondition... conditions) {
    Inventory sound =
        SoundProduction.inventory()
            .map(Kind.LOAD_BALANCER, each -> each.toBuilder().dnsName(DNS).build());
    Listener http =
        sound.all(Kind.LISTENER).stream()
            .filter(each -> each.port() == 80)
            .findFirst()
            .orElseThrow();
    Rule rule =
        Rule.builder()
            .priority("1")
            .isDefault(false)
            .conditions(conditions)
            .actions(
                Action.builder()
                    .type(ActionTypeEnum.FIXED_RESPONSE)
                    .fixedResponseConfig(r -> r.statusCode(status))
                    .build())
            .build();
    return sound.toBuilder().add(Kind.RULE, http.listenerArn(), List.of(rule)).build();
  }
}
