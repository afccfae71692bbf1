package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.wafv2.model.PositionalConstraint;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.TextTransformation;
import software.amazon.awssdk.services.wafv2.model.TextTransformationType;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * A web ACL protects the load balancer: it has rules, some of them do more than count, and it lets
 * somebody pass. Rules are looked at in the order of their priorities, up to one that ends every
 * request. What is only hard to live with, such as a low limit, is told.
 */
final class WebAclOnLoadBalancer {
  private WebAclOnLoadBalancer() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "web-acl-on-load-balancer",
        "a web ACL protects the load balancer",
        "every request passes the rules of a web ACL",
        new Advice(
            "A web ACL stops requests that no security group can tell from others.",
            "Associate a web ACL with the load balancer (AssociateWebACL) whose rules "
                + "block, and neither only count, nor block or allow every request before "
                + "the others are looked at."),
        List.of(
            Framework.FSBP.control("ELB.16"),
            Framework.FSBP.control("WAF.10"),
            Framework.PCI.control("6.4.2"),
            Framework.NIST.control("AC-4(21)"),
            Framework.WELL_ARCHITECTED.control("SEC05-BP03")),
        List.of(Kind.LOAD_BALANCER, Kind.WEB_ACL),
        WebAclOnLoadBalancer::findings,
        List.of(
            new Mutant("the web ACL is taken off", sound -> sound.with(Kind.WEB_ACL, List.of())),
            new Mutant(
                "the web ACL loses its rules",
                acls(each -> each.toBuilder().rules(List.of()).build())),
            new Mutant(
                "the rules of the web ACL only count",
                rules(each -> each.toBuilder().action(a -> a.count(c -> {})).build())),
            new Mutant(
                "the rule groups of the web ACL only count",
                rules(
                    each ->
                        each.toBuilder()
                            .action((RuleAction) null)
                            .overrideAction(a -> a.count(c -> {}))
                            .build())),
            new Mutant(
                "the web ACL blocks everybody",
                acls(each -> each.toBuilder().defaultAction(a -> a.block(b -> {})).build())),
            new Mutant(
                "a rule of the web ACL blocks every path",
                rules(each -> each.toBuilder().statement(everyPath()).build())),
            new Mutant(
                "a rule of the web ACL allows every path",
                rules(
                    each ->
                        each.toBuilder()
                            .statement(everyPath())
                            .action(a -> a.allow(b -> {}))
                            .build())),
            new Mutant(
                "the web ACL lets ten requests of all clients pass in five minutes",
                rules(
                    each ->
                        each.toBuilder()
                            .statement(
                                s ->
                                    s.rateBasedStatement(
                                        r ->
                                            r.limit(10L)
                                                .aggregateKeyType("CONSTANT")
                                                .scopeDownStatement(everyPath())))
                            .build()))));
  }

  private static List<Finding> findings(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    List<Finding> findings = new ArrayList<>();
    architecture.loadBalancers().forEach(each -> findings.add(of(each, inventory)));
    if (!findings.isEmpty()) {
      architecture
          .networkLoadBalancers()
          .forEach(
              beside ->
                  findings.add(
                      Finding.unknown(
                          beside.loadBalancerName(),
                          "is a network load balancer, which takes no web ACL: whether what it"
                              + " passes on passes one is not looked at")));
    }
    return findings;
  }

  private static Finding of(LoadBalancer loadBalancer, Inventory inventory) {
    String name = loadBalancer.loadBalancerName();
    List<WebACL> acls = inventory.of(Kind.WEB_ACL, loadBalancer.loadBalancerArn());
    if (acls.isEmpty()) {
      return Finding.violated(name, "has no web ACL");
    }
    WebACL acl = acls.get(0);
    String has = "has the web ACL " + acl.name();
    if (acl.rules().isEmpty()) {
      return Finding.violated(name, has + ", but that has no rules");
    }
    if (acl.rules().stream().allMatch(WebAclOnLoadBalancer::onlyCounts)) {
      return Finding.violated(name, has + ", but its rules only count");
    }
    Optional<Rule> last = ofEveryRequest(acl);
    List<Rule> rules = until(acl, last);
    boolean blocks =
        last.map(each -> each.action().block() != null)
            .orElseGet(() -> acl.defaultAction() != null && acl.defaultAction().block() != null);
    return blocks ? admitting(name, has, rules, last) : stopping(name, has, rules, last);
  }

  /** Of those that pass all of these rules, nobody is served. */
  private static Finding admitting(String name, String has, List<Rule> rules, Optional<Rule> last) {
    return Finding.of(
            name,
            admitsSomebody(rules),
            has + " with " + rules.size() + " rules",
            last.map(each -> has + ", but its rule " + each.name() + " blocks every request")
                .orElse(has + ", but that blocks everybody: no rule allows anything"),
            has
                + ", which blocks whom its rule groups do not allow, and what those say is not known")
        .noting(notes(rules));
  }

  /** Whoever passes all of these rules is served. */
  private static Finding stopping(String name, String has, List<Rule> rules, Optional<Rule> last) {
    if (rules.stream().allMatch(each -> onlyCounts(each) || allows(each))) {
      return Finding.violated(
          name,
          last.map(each -> has + ", but its rule " + each.name() + " allows every request")
              .orElse(has + ", but its rules stop nobody"));
    }
    Optional<String> limit =
        rules.stream().anyMatch(WebAclOnLoadBalancer::allows)
            ? Optional.empty()
            : new RateLimits(rules).ofEverybody();
    return Finding.of(
            name,
            limit.isEmpty(),
            has + " with " + rules.size() + " rules",
            has + ", but " + limit.orElse("that blocks everybody"))
        .noting(notes(rules));
  }

  private static List<String> notes(List<Rule> rules) {
    return Stream.concat(
            new RateLimits(rules).notes().stream(),
            rules.stream()
                .filter(WebAclOnLoadBalancer::blocksWhomNobodyRead)
                .map(each -> "whom its rule " + each.name() + " blocks was not read"))
        .toList();
  }

  private static boolean blocksWhomNobodyRead(Rule rule) {
    return !onlyCounts(rule)
        && !allows(rule)
        && rule.statement() != null
        && (rule.statement().ipSetReferenceStatement() != null
            || rule.statement().regexPatternSetReferenceStatement() != null
            || rule.statement().ruleGroupReferenceStatement() != null);
  }

  /** The first rule that ends every request that comes so far. */
  private static Optional<Rule> ofEveryRequest(WebACL acl) {
    return inOrder(acl)
        .filter(each -> each.action() != null && (each.action().block() != null || allows(each)))
        .filter(each -> MatchedRequests.by(each.statement()) == MatchedRequests.EVERY)
        .findFirst();
  }

  private static List<Rule> until(WebACL acl, Optional<Rule> last) {
    return inOrder(acl).takeWhile(each -> last.filter(each::equals).isEmpty()).toList();
  }

  private static Stream<Rule> inOrder(WebACL acl) {
    return acl.rules().stream()
        .sorted(
            Comparator.comparing(Rule::priority, Comparator.nullsLast(Comparator.naturalOrder())));
  }

  private static boolean onlyCounts(Rule rule) {
    return (rule.action() != null && rule.action().count() != null)
        || (rule.overrideAction() != null && rule.overrideAction().count() != null);
  }

  private static boolean allows(Rule rule) {
    return rule.action() != null && rule.action().allow() != null;
  }

  /** AWS's own rule groups allow nobody; of others the rules are not described. */
  private static Optional<Boolean> admitsSomebody(List<Rule> rules) {
    if (rules.stream().anyMatch(WebAclOnLoadBalancer::allows)) {
      return Optional.of(true);
    }
    return rules.stream().anyMatch(WebAclOnLoadBalancer::isOfOthers)
        ? Optional.empty()
        : Optional.of(false);
  }

  private static boolean isOfOthers(Rule rule) {
    return !onlyCounts(rule)
        && rule.statement() != null
        && (rule.statement().ruleGroupReferenceStatement() != null
            || (rule.statement().managedRuleGroupStatement() != null
                && !"AWS".equals(rule.statement().managedRuleGroupStatement().vendorName())));
  }

  private static Statement everyPath() {
    return Statement.builder()
        .byteMatchStatement(
            b ->
                b.searchString(SdkBytes.fromUtf8String("/"))
                    .positionalConstraint(PositionalConstraint.STARTS_WITH)
                    .fieldToMatch(f -> f.uriPath(u -> {}))
                    .textTransformations(
                        TextTransformation.builder()
                            .priority(0)
                            .type(TextTransformationType.NONE)
                            .build()))
        .build();
  }

  private static UnaryOperator<Inventory> rules(UnaryOperator<Rule> change) {
    return acls(each -> each.toBuilder().rules(each.rules().stream().map(change).toList()).build());
  }

  private static UnaryOperator<Inventory> acls(UnaryOperator<WebACL> change) {
    return sound -> sound.map(Kind.WEB_ACL, change);
  }
}
