package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.wafv2.model.IPSet;
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
  private static final String HALVES = "arn:aws:wafv2:eu-west-2:123456789012:regional/ipset/all/1";

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
        mutants());
  }

  private static List<Mutant> mutants() {
    return List.of(
        new Mutant("the web ACL is taken off", sound -> sound.with(Kind.WEB_ACL, List.of())),
        new Mutant(
            "the web ACL loses its rules", acls(each -> each.toBuilder().rules(List.of()).build())),
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
                    each.toBuilder().statement(everyPath()).action(a -> a.allow(b -> {})).build())),
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
                        .build())),
        new Mutant(
            "a rule of the web ACL blocks all addresses, in two halves",
            sound ->
                rules(
                        each ->
                            each.toBuilder()
                                .statement(s -> s.ipSetReferenceStatement(r -> r.arn(HALVES)))
                                .build())
                    .apply(
                        sound.with(
                            Kind.IP_SET,
                            List.of(
                                IPSet.builder()
                                    .arn(HALVES)
                                    .addresses("0.0.0.0/1", "128.0.0.0/1")
                                    .build())))));
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
    if (acl.rules().stream().allMatch(PassedRequests::onlyCounts)) {
      return Finding.violated(name, has + ", but its rules only count");
    }
    ReferredIpSets sets = new ReferredIpSets(inventory);
    PassedRequests rules = PassedRequests.of(acl, sets);
    Optional<String> flaw =
        nobodyAdmitted(rules).or(() -> nobodyStopped(acl, rules)).or(() -> limited(rules, sets));
    if (rules.admitted().isEmpty() && rules.mayAllowMore()) {
      return Finding.unknown(
          name,
          has
              + ", which blocks whom its rule groups do not allow, and what those say is not known");
    }
    Optional<Rule> unread = rules.unread(sets);
    if (flaw.isEmpty() && unread.isPresent()) {
      return Finding.unknown(
          name,
          has
              + ", and whom its rule "
              + unread.get().name()
              + " means was not read"
              + inventory.unread(Kind.IP_SET).map(why -> ": " + why).orElse(""));
    }
    return Finding.of(
            name,
            flaw.isEmpty(),
            has + " with " + rules.met().size() + " rules",
            has + ", but " + flaw.orElse(""))
        .noting(rules.notes(sets));
  }

  private static Optional<String> nobodyAdmitted(PassedRequests rules) {
    return rules.admitted().isEmpty()
        ? Optional.of(
            ending(rules, "block").orElse("that blocks everybody: no rule allows anything"))
        : Optional.empty();
  }

  private static Optional<String> nobodyStopped(WebACL acl, PassedRequests rules) {
    boolean isDefaultBlocking =
        !rules.left().isEmpty()
            && acl.defaultAction() != null
            && acl.defaultAction().block() != null;
    return rules.stopsSomebody() || isDefaultBlocking
        ? Optional.empty()
        : Optional.of(ending(rules, "allow").orElse("its rules stop nobody"));
  }

  /** What the rules do with everybody; empty where some come to the default action. */
  private static Optional<String> ending(PassedRequests rules, String verb) {
    return rules
        .last()
        .map(
            each ->
                rules.isLastOfAll()
                    ? "its rule " + each.name() + " " + verb + "s every request"
                    : "its rules " + verb + " everybody");
  }

  /** Whom a rule allows before it may be counted by none. */
  private static Optional<String> limited(PassedRequests rules, ReferredIpSets sets) {
    return rules.allowsSomebody()
        ? Optional.empty()
        : new RateLimits(rules.met(), sets).ofEverybody();
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
