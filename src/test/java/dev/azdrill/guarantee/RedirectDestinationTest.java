package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Settings that read well and serve nobody. */
class RedirectDestinationTest {
  private static final String DOOR = "only-load-balancer-is-reachable";
  private final Inventory sound = SoundProduction.inventory();
  private final Listener secure =
      sound.all(Kind.LISTENER).stream()
          .filter(each -> each.protocol() == ProtocolEnum.HTTPS)
          .findFirst()
          .orElseThrow();

  private static Proof prove(String id, Inventory inventory) {
    return Guarantees.named(id).orElseThrow().prove(inventory);
  }

  private static Rule rule(String priority, String path, Action action) {
    return Rule.builder()
        .priority(priority)
        .conditions(RuleCondition.builder().field("path-pattern").values(path).build())
        .actions(action)
        .build();
  }

  private static Action redirect(String host, String port, String path) {
    return Action.builder()
        .type(ActionTypeEnum.REDIRECT)
        .redirectConfig(r -> r.host(host).port(port).path(path).statusCode("HTTP_302"))
        .build();
  }

  private Proof with(Rule... rules) {
    return prove(
        DOOR, sound.toBuilder().add(Kind.RULE, secure.listenerArn(), List.of(rules)).build());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "#{host} | #{port} | /x | redirects every request to the listener that redirects it",
        "other.example.org | #{port} | /#{path} | redirects every request to the host other",
        "#{host} | 8443 | /#{path} | redirects every request to HTTPS on port 8443, where nothing"
      })
  void a_rule_that_leads_every_request_astray_serves_nobody(
      String host, String port, String path, String because) {
    Proof proof = with(rule("1", "/*", redirect(host, port, path)));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because()).contains(because);
  }

  @Test
  void a_redirect_to_what_another_rule_serves_is_meant() {
    Action forward = secure.defaultActions().get(0);

    assertThat(
            with(
                    rule("1", "/app/*", forward),
                    rule("2", "/*", redirect("#{host}", "#{port}", "/app/")))
                .verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(with(rule("1", "/old/*", redirect("#{host}", "#{port}", "/new/"))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void whether_the_application_finds_its_database_without_names_is_unknown() {
    String vpcId = sound.all(Kind.DB_INSTANCE).get(0).dbSubnetGroup().vpcId();
    DescribeVpcAttributeResponse off =
        DescribeVpcAttributeResponse.builder()
            .vpcId(vpcId)
            .enableDnsSupport(v -> v.value(false))
            .build();

    Proof proof =
        prove("database-admits-only-the-application", sound.with(Kind.VPC_ATTRIBUTE, List.of(off)));

    assertThat(vpcId).isNotNull();
    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because()).contains("its VPC resolves none (enableDnsSupport is false)");
  }
}
