package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * A web ACL protects the load balancer: it has rules, some of them do more than count, and it lets
 * somebody pass.
 */
final class WebAclOnLoadBalancer {
  private WebAclOnLoadBalancer() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "web-acl-on-the-load balancer",
        "a web ACL protects the load balancer",
        "every request passes the rules of a web ACL",
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
                acls(each -> each.toBuilder().defaultAction(a -> a.block(b -> {})).build()))));
  }

  private static List<Finding> findings(Inventory inventory) {
    return new Architecture(inventory)
        .loadBalancers().stream().map(loadBalancer -> of(loadBalancer, inventory)).toList();
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
    boolean blocks = acl.defaultAction() != null && acl.defaultAction().block() != null;
    if (!blocks && acl.rules().stream().allMatch(each -> onlyCounts(each) || allows(each))) {
      return Finding.violated(name, has + ", but its rules stop nobody");
    }
    return Finding.of(
        name,
        blocks ? admitsSomebody(acl) : Optional.of(true),
        has + " with " + acl.rules().size() + " rules",
        has + ", but that blocks everybody: no rule allows anything",
        has + ", which blocks whom its rule groups do not allow, and what those say is not known");
  }

  private static boolean onlyCounts(Rule rule) {
    return (rule.action() != null && rule.action().count() != null)
        || (rule.overrideAction() != null && rule.overrideAction().count() != null);
  }

  private static boolean allows(Rule rule) {
    return rule.action() != null && rule.action().allow() != null;
  }

  /** AWS's own rule groups allow nobody; of others the rules are not described. */
  private static Optional<Boolean> admitsSomebody(WebACL acl) {
    if (acl.rules().stream().anyMatch(WebAclOnLoadBalancer::allows)) {
      return Optional.of(true);
    }
    return acl.rules().stream().anyMatch(WebAclOnLoadBalancer::isOfOthers)
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

  private static UnaryOperator<Inventory> rules(UnaryOperator<Rule> change) {
    return acls(each -> each.toBuilder().rules(each.rules().stream().map(change).toList()).build());
  }

  private static UnaryOperator<Inventory> acls(UnaryOperator<WebACL> change) {
    return sound -> sound.map(Kind.WEB_ACL, change);
  }
}
