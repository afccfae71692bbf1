package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** A web ACL protects the load balancer, and has rules: one without any lets everything pass. */
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
                sound ->
                    sound.map(Kind.WEB_ACL, each -> each.toBuilder().rules(List.of()).build()))));
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
    return Finding.of(
        name,
        !acl.rules().isEmpty(),
        "has the web ACL " + acl.name() + " with " + acl.rules().size() + " rules",
        "has the web ACL " + acl.name() + ", but that has no rules");
  }
}
