package dev.azdrill.simulator.wafv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.GetIpSetResponse;
import software.amazon.awssdk.services.wafv2.model.IPSetSummary;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.Tag;
import software.amazon.awssdk.services.wafv2.model.WafAssociatedItemException;
import software.amazon.awssdk.services.wafv2.model.WafDuplicateItemException;
import software.amazon.awssdk.services.wafv2.model.WafInvalidParameterException;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WafOptimisticLockException;

/** Sets of addresses, and the statements that refer to them. */
class IpSetsTest {
  private static final String OURS = "198.51.100.7";
  private static final String THEIRS = "203.0.113.9";

  private final FirewallUnderTest firewall = new FirewallUnderTest();
  private final IPSetSummary set = create("office", "198.51.100.0/24");

  @AfterEach
  void close() {
    firewall.close();
  }

  private Wafv2Client waf() {
    return firewall.waf();
  }

  private IPSetSummary create(String name, String... addresses) {
    return waf()
        .createIPSet(
            r ->
                r.name(name)
                    .scope(Scope.REGIONAL)
                    .ipAddressVersion("IPV4")
                    .description("of " + name)
                    .addresses(addresses)
                    .tags(Tag.builder().key("team").value("shop").build()))
        .summary();
  }

  private GetIpSetResponse got() {
    return waf().getIPSet(r -> r.name("office").id(set.id()).scope(Scope.REGIONAL));
  }

  private Statement ours() {
    return Statement.builder().ipSetReferenceStatement(i -> i.arn(set.arn())).build();
  }

  private void protect(Statement statement, RuleAction action, DefaultAction byDefault) {
    firewall.associate(
        firewall
            .create(
                "web",
                s ->
                    s.ipSetReferenceStatement(statement.ipSetReferenceStatement())
                        .notStatement(statement.notStatement())
                        .andStatement(statement.andStatement())
                        .orStatement(statement.orStatement())
                        .rateBasedStatement(statement.rateBasedStatement()),
                action,
                byDefault)
            .arn());
  }

  private void block(Statement statement) {
    protect(
        statement,
        RuleAction.builder().block(b -> {}).build(),
        DefaultAction.builder().allow(a -> {}).build());
  }

  @Test
  void it_is_described_as_it_was_made_and_tagged_and_listed() {
    assertThat(got().ipSet().addresses()).containsExactly("198.51.100.0/24");
    assertThat(got().ipSet().description()).isEqualTo("of office");
    assertThat(set.arn()).startsWith("arn:aws:wafv2:eu-west-2:123456789012:regional/ipset/office/");
    assertThat(waf().listIPSets(r -> r.scope(Scope.REGIONAL)).ipSets()).containsExactly(set);
    waf()
        .tagResource(
            r -> r.resourceARN(set.arn()).tags(Tag.builder().key("tier").value("web").build()));
    waf().untagResource(r -> r.resourceARN(set.arn()).tagKeys("team"));
    assertThat(
            waf().listTagsForResource(r -> r.resourceARN(set.arn())).tagInfoForResource().tagList())
        .extracting(Tag::key, Tag::value)
        .containsExactly(tuple("tier", "web"));
    assertThatThrownBy(() -> create("office")).isInstanceOf(WafDuplicateItemException.class);
  }

  @Test
  void who_is_in_it_is_blocked_or_let_through() {
    block(ours());

    assertThat(firewall.blocked(OURS, 1)).isEqualTo(1);
    assertThat(firewall.blocked(THEIRS, 1)).isZero();
  }

  @Test
  void nobody_else_is_let_through_where_all_else_is_blocked() {
    protect(
        ours(),
        RuleAction.builder().allow(a -> {}).build(),
        DefaultAction.builder().block(b -> {}).build());

    assertThat(firewall.blocked(OURS, 1)).isZero();
    assertThat(firewall.blocked(THEIRS, 1)).isEqualTo(1);
  }

  @Test
  void what_is_changed_in_it_holds_at_once() {
    block(ours());
    String before = got().lockToken();
    waf()
        .updateIPSet(
            r ->
                r.name("office")
                    .id(set.id())
                    .scope(Scope.REGIONAL)
                    .lockToken(before)
                    .addresses("203.0.113.8/31", "192.0.2.44/32"));

    assertThat(firewall.blocked(OURS, 1)).isZero();
    assertThat(firewall.blocked(THEIRS, 1)).isEqualTo(1);
    assertThatThrownBy(
            () ->
                waf()
                    .updateIPSet(
                        r ->
                            r.name("office")
                                .id(set.id())
                                .scope(Scope.REGIONAL)
                                .lockToken(before)
                                .addresses(List.of())))
        .isInstanceOf(WafOptimisticLockException.class);
  }

  @Test
  void statements_are_put_together() {
    IPSetSummary printer = create("printer", OURS + "/32");
    Statement its = Statement.builder().ipSetReferenceStatement(i -> i.arn(printer.arn())).build();
    block(
        Statement.builder()
            .andStatement(
                and ->
                    and.statements(
                        ours(), Statement.builder().notStatement(n -> n.statement(its)).build()))
            .build());

    assertThat(firewall.blocked(OURS, 1)).as("the printer").isZero();
    assertThat(firewall.blocked("198.51.100.8", 1)).isEqualTo(1);
    assertThat(firewall.blocked(THEIRS, 1)).isZero();
  }

  @Test
  void one_of_several_is_enough_where_they_are_joined_by_or() {
    IPSetSummary other = create("other", THEIRS + "/32");
    Statement its = Statement.builder().ipSetReferenceStatement(i -> i.arn(other.arn())).build();
    block(Statement.builder().orStatement(or -> or.statements(ours(), its)).build());

    assertThat(firewall.blocked(OURS, 1) + firewall.blocked(THEIRS, 1)).isEqualTo(2);
    assertThat(firewall.blocked("192.0.2.1", 1)).isZero();
  }

  @Test
  void a_rate_rule_counts_whom_its_scope_down_statement_matches() {
    block(
        Statement.builder()
            .rateBasedStatement(r -> r.limit(10L).aggregateKeyType("IP").scopeDownStatement(ours()))
            .build());

    assertThat(firewall.blocked(OURS, 20)).isEqualTo(10);
    assertThat(firewall.blocked(THEIRS, 20)).isZero();
  }

  @Test
  void while_a_web_acl_refers_to_it_it_cannot_be_deleted() {
    block(Statement.builder().notStatement(n -> n.statement(ours())).build());

    assertThatThrownBy(this::delete).isInstanceOf(WafAssociatedItemException.class);
    IPSetSummary other = create("unused");
    waf()
        .deleteIPSet(
            r ->
                r.name("unused").id(other.id()).scope(Scope.REGIONAL).lockToken(other.lockToken()));
    assertThat(waf().listIPSets(r -> r.scope(Scope.REGIONAL)).ipSets()).containsExactly(set);
  }

  private void delete() {
    waf()
        .deleteIPSet(
            r -> r.name("office").id(set.id()).scope(Scope.REGIONAL).lockToken(set.lockToken()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "198.51.100.7", "ten", "2001:db8::/32"})
  void what_is_no_block_of_ipv4_addresses_is_refused(String address) {
    assertThatThrownBy(() -> create("bad", address))
        .isInstanceOf(WafInvalidParameterException.class)
        .hasMessageContaining(address);
  }

  @Test
  void a_statement_that_refers_to_none_or_is_put_together_wrongly_is_refused() {
    assertThatThrownBy(
            () -> firewall.create("a", s -> s.ipSetReferenceStatement(i -> i.arn(set.arn() + "0"))))
        .isInstanceOf(WafInvalidParameterException.class);
    assertThatThrownBy(() -> firewall.create("b", s -> s.andStatement(a -> a.statements(ours()))))
        .hasMessageContaining("two statements or more");
    assertThatThrownBy(
            () ->
                firewall.create(
                    "c",
                    s ->
                        s.notStatement(
                            n ->
                                n.statement(
                                    d ->
                                        d.rateBasedStatement(
                                            r -> r.limit(10L).aggregateKeyType("IP"))))))
        .hasMessageContaining("cannot be nested");
    assertThatThrownBy(
            () ->
                firewall.create(
                    "d",
                    s ->
                        s.ipSetReferenceStatement(i -> i.arn(set.arn()))
                            .notStatement(n -> n.statement(ours()))))
        .hasMessageContaining("more than one of the statements");
    delete();
    assertThatThrownBy(this::got).isInstanceOf(WafNonexistentItemException.class);
  }
}
