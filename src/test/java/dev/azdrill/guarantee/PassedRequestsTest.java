package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.TextTransformation;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** What the rules of a web ACL leave of the requests. */
class PassedRequestsTest {
  private static final RuleAction BLOCK = RuleAction.builder().block(b -> {}).build();
  private static final RuleAction ALLOW = RuleAction.builder().allow(b -> {}).build();
  private static final RuleAction COUNT = RuleAction.builder().count(b -> {}).build();

  private static final Statement FROM_A_SET =
      Statement.builder().ipSetReferenceStatement(s -> s.arn("arn:set")).build();
  private static final Statement FROM_NOBODY =
      Statement.builder()
          .andStatement(a -> a.statements(path("STARTS_WITH", "/x", "NONE"), nothing()))
          .build();
  private static final Statement NOTHING = nothing();

  private static Statement nothing() {
    return Statement.builder()
        .notStatement(n -> n.statement(path("STARTS_WITH", "/", "NONE")))
        .build();
  }

  private static Statement path(String where, String text, String changed) {
    return Statement.builder()
        .byteMatchStatement(
            b ->
                b.searchString(SdkBytes.fromUtf8String(text))
                    .positionalConstraint(where)
                    .fieldToMatch(f -> f.uriPath(p -> {}))
                    .textTransformations(
                        TextTransformation.builder().priority(0).type(changed).build()))
        .build();
  }

  private static Statement regex(String text) {
    return Statement.builder()
        .regexMatchStatement(r -> r.regexString(text).fieldToMatch(f -> f.uriPath(p -> {})))
        .build();
  }

  private static Statement size(String operator, long size) {
    return Statement.builder()
        .sizeConstraintStatement(
            s -> s.comparisonOperator(operator).size(size).fieldToMatch(f -> f.uriPath(p -> {})))
        .build();
  }

  private static Statement rate(long limit, String key) {
    return Statement.builder()
        .rateBasedStatement(r -> r.limit(limit).aggregateKeyType(key))
        .build();
  }

  private static Rule rule(int priority, RuleAction action, Statement statement) {
    return Rule.builder()
        .name("r" + priority)
        .priority(priority)
        .action(action)
        .statement(statement)
        .build();
  }

  private static Proof with(Rule... rules) {
    return prove(filtering(each -> each.rules(rules)));
  }

  private static void assertBlocksAll(Statement statement) {
    assertThat(with(rule(1, BLOCK, statement)).because())
        .isEqualTo("web has the web ACL web, but its rule r1 blocks every request");
  }

  private static void assertProven(Statement statement) {
    assertThat(with(rule(1, BLOCK, statement)).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void a_rule_that_blocks_what_every_request_has_serves_nobody() {
    Statement every = path("STARTS_WITH", "/", "NONE");
    Statement some = path("STARTS_WITH", "/admin", "NONE");

    assertBlocksAll(every);
    assertBlocksAll(path("CONTAINS", "/", "URL_DECODE"));
    assertBlocksAll(regex("^/.*"));
    assertBlocksAll(size("GE", 0));
    assertBlocksAll(size("GT", 0));
    assertBlocksAll(Statement.builder().notStatement(n -> n.statement(NOTHING)).build());
    assertBlocksAll(Statement.builder().orStatement(o -> o.statements(some, every)).build());
    assertBlocksAll(Statement.builder().andStatement(o -> o.statements(every, every)).build());
  }

  @Test
  void one_that_may_leave_somebody_does_not_block_everybody() {
    Statement every = path("STARTS_WITH", "/", "NONE");
    Statement some = path("STARTS_WITH", "/admin", "NONE");

    assertProven(some);
    assertProven(path("EXACTLY", "/", "NONE"));
    assertProven(path("STARTS_WITH", "/", "HEX_ENCODE"));
    assertProven(regex("^/admin"));
    assertProven(size("GT", 100));
    assertProven(Statement.builder().notStatement(n -> n.statement(some)).build());
    assertProven(Statement.builder().orStatement(o -> o.statements(some, NOTHING)).build());
    assertProven(Statement.builder().andStatement(o -> o.statements(some, every)).build());
    assertProven(
        Statement.builder()
            .byteMatchStatement(
                b ->
                    b.searchString(SdkBytes.fromUtf8String("/"))
                        .positionalConstraint("STARTS_WITH")
                        .fieldToMatch(f -> f.singleHeader(h -> h.name("referer"))))
            .build());
  }

  @Test
  void rules_count_in_the_order_of_their_priorities_up_to_one_that_ends_every_request() {
    Statement every = path("STARTS_WITH", "/", "NONE");
    Statement some = path("STARTS_WITH", "/admin", "NONE");

    assertThat(with(rule(9, BLOCK, every), rule(1, ALLOW, some)).verdict())
        .as("who is allowed before is served")
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(with(rule(1, BLOCK, every), rule(9, ALLOW, some)).because())
        .contains("its rule r1 blocks every request");
    assertThat(with(rule(9, BLOCK, some), rule(1, ALLOW, every)).because())
        .contains("its rule r1 allows every request");
    assertThat(with(rule(1, COUNT, every), rule(9, BLOCK, some)).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @ParameterizedTest
  @CsvSource({
    "IP, 10, 'r1 lets only 10 requests in 300 s of one client address pass: clients of a drill send"
        + " one per second each'",
    "FORWARDED_IP, 299, r1 lets only 299 requests in 300 s of one client address pass",
    "CUSTOM_KEYS, 10, of all that share its keys pass",
    "IP, 300, every request passes the rules of a web ACL (1 looked at)",
    "CONSTANT, 300, every request passes the rules of a web ACL (1 looked at)"
  })
  void a_low_limit_is_told_although_it_protects(String key, long limit, String because) {
    Proof proof = with(rule(1, BLOCK, rate(limit, key)));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.record().explanation()).contains(because);
    assertThat(proof.note().isEmpty()).isEqualTo(limit == 300);
  }

  @Test
  void a_low_limit_of_all_clients_together_blocks_them() {
    Rule low = rule(2, BLOCK, rate(10, "CONSTANT"));
    Rule others = rule(1, ALLOW, path("STARTS_WITH", "/open", "NONE"));

    assertThat(with(low).because())
        .isEqualTo(
            "web has the web ACL web, but its rule r2 lets 10 requests in 300 s of all clients"
                + " together pass, and blocks every other");
    assertThat(with(low, others).note().orElseThrow()).contains("r2 lets only 10");
  }

  @Test
  void a_limit_of_some_requests_alone_is_nothing_to_tell() {
    Statement some =
        Statement.builder()
            .rateBasedStatement(
                r ->
                    r.limit(10L)
                        .aggregateKeyType("IP")
                        .scopeDownStatement(path("STARTS_WITH", "/login", "NONE")))
            .build();

    assertThat(with(rule(1, BLOCK, some)).note()).isEmpty();
  }

  @Test
  void whom_a_set_of_addresses_has_is_not_known_where_it_was_not_read() {
    assertThat(with(rule(1, BLOCK, FROM_A_SET)).because())
        .isEqualTo("web has the web ACL web, and whom its rule r1 means was not read");
    assertThat(with(rule(1, COUNT, FROM_A_SET), rule(2, BLOCK, rate(2000, "IP"))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);

    Inventory denied =
        filtering(each -> each.rules(rule(1, BLOCK, FROM_A_SET)))
            .without(Kind.IP_SET, "AccessDenied: not authorized");
    assertThat(prove(denied).because())
        .startsWith(
            "web has the web ACL web, and whom its rule r1 means was not read: AccessDenied: not"
                + " authorized");
  }

  @Test
  void nor_what_a_set_of_patterns_or_a_rule_group_of_ones_own_says() {
    Statement patterns =
        Statement.builder()
            .regexPatternSetReferenceStatement(
                r -> r.arn("arn:patterns").fieldToMatch(f -> f.uriPath(p -> {})))
            .build();
    Statement group = Statement.builder().ruleGroupReferenceStatement(r -> r.arn("arn:g")).build();

    assertThat(with(rule(1, BLOCK, patterns)).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    Statement nested = Statement.builder().notStatement(n -> n.statement(patterns)).build();
    assertThat(with(rule(1, BLOCK, nested)).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    Statement byHeader =
        Statement.builder()
            .ipSetReferenceStatement(
                s ->
                    s.arn("arn:set")
                        .ipSetForwardedIPConfig(
                            f -> f.headerName("X-Forwarded-For").fallbackBehavior("MATCH")))
            .build();
    assertThat(prove(sets("192.0.2.0/24", rule(1, BLOCK, byHeader))).verdict())
        .as("a header tells whose it is")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
    Rule own =
        Rule.builder()
            .name("own")
            .priority(1)
            .statement(group)
            .overrideAction(o -> o.none(n -> {}))
            .build();
    assertThat(with(own).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/1 128.0.0.0/1, 'web has the web ACL web, but its rule r1 blocks every request'",
    // Private addresses are not on the internet, and nobody misses them.
    "0.0.0.0/5 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3 64.0.0.0/2 128.0.0.0/1,"
        + " 'web has the web ACL web, but its rule r1 blocks every request'"
  })
  void a_rule_that_blocks_all_addresses_serves_nobody(String blocks, String because) {
    assertThat(prove(sets(blocks, rule(1, BLOCK, FROM_A_SET))).because()).isEqualTo(because);
  }

  @Test
  void so_do_two_rules_that_block_a_half_each() {
    Statement others = Statement.builder().notStatement(n -> n.statement(FROM_A_SET)).build();

    assertThat(
            prove(sets("0.0.0.0/1", rule(1, BLOCK, FROM_A_SET), rule(2, BLOCK, others))).because())
        .isEqualTo("web has the web ACL web, but its rules block everybody");
    assertThat(
            prove(sets("0.0.0.0/1", rule(1, ALLOW, FROM_A_SET), rule(2, ALLOW, others))).because())
        .isEqualTo("web has the web ACL web, but its rules allow everybody");
    Proof half = prove(sets("0.0.0.0/1", rule(1, ALLOW, FROM_A_SET), rule(2, BLOCK, others)));
    assertThat(half.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(half.note().orElseThrow())
        .contains("what its rule r1 allows is not looked at by r2");
  }

  @Test
  void that_only_few_addresses_pass_is_told() {
    Statement others = Statement.builder().notStatement(n -> n.statement(FROM_A_SET)).build();

    Proof proof = prove(sets("192.0.2.0/24", rule(1, BLOCK, others)));
    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElseThrow()).contains("its rules let only 256 of the");
    assertThat(prove(sets("192.0.2.0/24", rule(1, BLOCK, FROM_A_SET))).note()).isEmpty();
  }

  @Test
  void a_set_without_addresses_allows_nobody() {
    Inventory empty =
        sets("", rule(1, ALLOW, FROM_A_SET), rule(2, BLOCK, rate(2000, "IP")))
            .map(
                Kind.WEB_ACL,
                each -> each.toBuilder().defaultAction(d -> d.block(b -> {})).build());

    assertThat(prove(empty).because())
        .isEqualTo("web has the web ACL web, but that blocks everybody: no rule allows anything");
  }

  @Test
  void a_rule_for_nobody_stops_nobody() {
    assertThat(prove(sets("", rule(1, BLOCK, FROM_A_SET))).because())
        .isEqualTo("web has the web ACL web, but its rules stop nobody");
    assertThat(prove(sets("10.0.0.0/8", rule(1, BLOCK, FROM_A_SET))).because())
        .as("who is not on the internet")
        .isEqualTo("web has the web ACL web, but its rules stop nobody");
  }

  @Test
  void whom_a_rule_allows_before_the_others_look_is_told() {
    Rule partners = rule(1, ALLOW, path("STARTS_WITH", "/partners", "NONE"));
    assertThat(with(partners, rule(2, BLOCK, rate(2000, "IP"))).note().orElseThrow())
        .contains("what its rule r1 allows is not looked at by r2");
    assertThat(with(rule(1, BLOCK, rate(2000, "IP")), rule(2, ALLOW, FROM_NOBODY)).note())
        .isEmpty();
  }

  private static Inventory sets(String blocks, Rule... rules) {
    IPSet set =
        IPSet.builder()
            .arn("arn:set")
            .addresses(blocks.isEmpty() ? List.of() : List.of(blocks.split(" ")))
            .build();
    return filtering(each -> each.rules(rules)).with(Kind.IP_SET, List.of(set));
  }

  @Test
  void the_same_holds_of_a_web_acl_that_blocks_by_default() {
    Rule low = rule(1, BLOCK, rate(10, "IP"));
    Rule some = rule(2, ALLOW, path("STARTS_WITH", "/open", "NONE"));

    Proof proof =
        prove(filtering(each -> each.defaultAction(d -> d.block(b -> {})).rules(low, some)));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElseThrow()).contains("r1 lets only 10");
  }

  private static Proof prove(Inventory inventory) {
    return Guarantees.named("web-acl-on-load-balancer").orElseThrow().prove(inventory);
  }

  private static Inventory filtering(UnaryOperator<WebACL.Builder> change) {
    return SoundProduction.inventory()
        .map(Kind.WEB_ACL, each -> change.apply(each.toBuilder()).build());
  }

  @Test
  void a_web_acl_protects_if_one_of_its_rules_does_more_than_count() {
    Rule counting = Rule.builder().name("count").action(a -> a.count(c -> {})).build();
    Rule group = Rule.builder().name("group").overrideAction(a -> a.none(n -> {})).build();
    Rule allowing = Rule.builder().name("allow").action(a -> a.allow(c -> {})).build();
    Rule silenced = Rule.builder().name("off").overrideAction(a -> a.count(c -> {})).build();

    assertThat(prove(filtering(each -> each.rules(counting, group))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(filtering(each -> each.rules(counting, allowing))).because())
        .isEqualTo("web has the web ACL web, but its rules stop nobody");
    assertThat(prove(filtering(each -> each.rules(counting, silenced))).because())
        .isEqualTo("web has the web ACL web, but its rules only count");
  }

  @Test
  void a_web_acl_that_blocks_by_default_must_allow_somebody() {
    Rule allowing = Rule.builder().name("allow").action(a -> a.allow(c -> {})).build();
    Rule own =
        Rule.builder()
            .name("own")
            .overrideAction(a -> a.none(n -> {}))
            .statement(s -> s.ruleGroupReferenceStatement(r -> r.arn("arn")))
            .build();
    UnaryOperator<WebACL.Builder> blocking = each -> each.defaultAction(a -> a.block(b -> {}));

    assertThat(prove(filtering(blocking)).because())
        .isEqualTo("web has the web ACL web, but that blocks everybody: no rule allows anything");
    assertThat(prove(filtering(e -> blocking.apply(e).rules(allowing))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(filtering(e -> blocking.apply(e).rules(own))).verdict())
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
  }
}
