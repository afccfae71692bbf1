package dev.azdrill.simulator.wafv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WafAssociatedItemException;
import software.amazon.awssdk.services.wafv2.model.WafDuplicateItemException;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WafOptimisticLockException;
import software.amazon.awssdk.services.wafv2.model.WafUnavailableEntityException;
import software.amazon.awssdk.services.wafv2.model.Wafv2Exception;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

class WebApplicationFirewallTest {
  private final FirewallUnderTest firewall = new FirewallUnderTest();
  private String arn = "";

  @BeforeEach
  void a_web_acl_with_a_rate_rule() {
    arn = create(100).arn();
  }

  @AfterEach
  void close() {
    firewall.close();
  }

  @Test
  void a_client_that_asks_too_often_is_blocked_until_the_window_has_passed() {
    associate();
    assertThat(blocked("198.51.100.7", 100)).isZero();
    assertThat(blocked("198.51.100.7", 1)).isEqualTo(1);
    assertThat(blocked("198.51.100.8", 100)).as("another client").isZero();
    firewall.world.kernel().advance(Duration.ofMinutes(5));

    assertThat(blocked("198.51.100.7", 1)).isZero();
  }

  @Test
  void what_it_does_not_protect_it_does_not_block() {
    assertThat(blocked("198.51.100.7", 1_000)).isZero();
  }

  @Test
  void an_association_goes_with_its_resource() {
    associate();
    assertThat(waf().listResourcesForWebACL(r -> r.webACLArn(arn)).resourceArns())
        .containsExactly(FirewallUnderTest.DOOR);
    assertThat(
            waf().getWebACLForResource(r -> r.resourceArn(FirewallUnderTest.DOOR)).webACL().arn())
        .isEqualTo(arn);
    WebACLSummary summary = summary();
    assertThatThrownBy(() -> delete(summary, summary.lockToken()))
        .isInstanceOf(WafAssociatedItemException.class);
    firewall.there.remove(FirewallUnderTest.DOOR);

    assertThat(waf().listResourcesForWebACL(r -> r.webACLArn(arn)).resourceArns()).isEmpty();
    delete(summary, summary.lockToken());
    assertThat(waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs()).isEmpty();
  }

  @Test
  void a_load_balancer_that_is_not_active_yet_cannot_be_protected() {
    firewall.ready.clear();
    assertThatThrownBy(this::associate).isInstanceOf(WafUnavailableEntityException.class);
    firewall.there.clear();
    assertThatThrownBy(this::associate).isInstanceOf(WafNonexistentItemException.class);
  }

  @Test
  void who_read_before_somebody_changed_it_does_not_change_it() {
    WebACLSummary before = summary();
    waf()
        .updateWebACL(
            r ->
                r.name("web")
                    .id(before.id())
                    .scope(Scope.REGIONAL)
                    .lockToken(before.lockToken())
                    .defaultAction(a -> a.block(b -> {}))
                    .visibilityConfig(FirewallUnderTest.VISIBLE));

    assertThatThrownBy(() -> delete(before, before.lockToken()))
        .isInstanceOf(WafOptimisticLockException.class);
    associate();
    assertThat(blocked("198.51.100.7", 1)).as("the default is to block now").isEqualTo(1);
  }

  @Test
  void a_name_is_taken_once_and_a_limit_has_bounds() {
    assertThatThrownBy(() -> create(100)).isInstanceOf(WafDuplicateItemException.class);
    assertThatThrownBy(() -> create(9))
        .isInstanceOfSatisfying(
            Wafv2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "at 'rules.1.member.statement.rateBasedStatement.limit' failed to satisfy constraint:"
                + " Member must have value greater than or equal to 10");
  }

  /** A block that blocks nobody would be a false green. */
  @Test
  void a_statement_that_is_not_evaluated_is_refused() {
    assertThatThrownBy(
            () ->
                firewall.create(
                    "geo", s -> s.geoMatchStatement(g -> g.countryCodesWithStrings("FR"))))
        .hasMessageContaining("does not have Rules.Statement.GeoMatchStatement of CreateWebACL");
    assertThatThrownBy(
            () ->
                firewall.create(
                    "scoped",
                    s ->
                        s.rateBasedStatement(
                            r ->
                                r.limit(100L)
                                    .aggregateKeyType("IP")
                                    .scopeDownStatement(
                                        d ->
                                            d.geoMatchStatement(
                                                g -> g.countryCodesWithStrings("FR"))))))
        .hasMessageContaining("GeoMatchStatement");
  }

  private WebACLSummary create(long limit) {
    return firewall.create(
        "web", s -> s.rateBasedStatement(r -> r.limit(limit).aggregateKeyType("IP")));
  }

  private WebACLSummary summary() {
    return waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs().get(0);
  }

  private void delete(WebACLSummary acl, String lockToken) {
    waf()
        .deleteWebACL(
            r -> r.name(acl.name()).id(acl.id()).scope(Scope.REGIONAL).lockToken(lockToken));
  }

  private void associate() {
    firewall.associate(arn);
  }

  private int blocked(String client, int requests) {
    return firewall.blocked(client, requests);
  }

  private Wafv2Client waf() {
    return firewall.waf();
  }
}
