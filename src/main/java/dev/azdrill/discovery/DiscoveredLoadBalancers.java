package dev.azdrill.discovery;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Named;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** The load balancers and target groups of one VPC, and the web ACLs on them. */
final class DiscoveredLoadBalancers {
  private static final Pattern IP_SET =
      Pattern.compile("arn:.*:regional/ipset/(?<name>[^/]+)/(?<id>[^/]+)");

  private final ElasticLoadBalancingV2Client elb;
  private final Wafv2Client waf;
  private final InventoryReader reader;
  private final String vpcId;

  DiscoveredLoadBalancers(
      ElasticLoadBalancingV2Client elb, Wafv2Client waf, InventoryReader reader, String vpcId) {
    this.elb = elb;
    this.waf = waf;
    this.reader = reader;
    this.vpcId = vpcId;
  }

  void read() {
    Optional<List<LoadBalancer>> balancers =
        reader.all(
            Kind.LOAD_BALANCER,
            () ->
                elb.describeLoadBalancersPaginator().loadBalancers().stream()
                    .filter(each -> vpcId.equals(each.vpcId()))
                    .toList());
    if (balancers.isEmpty()) {
      reader.unreadBecauseOf(
          Kind.LOAD_BALANCER,
          Kind.LOAD_BALANCER_ATTRIBUTE,
          Kind.LISTENER,
          Kind.RULE,
          Kind.WEB_ACL,
          Kind.IP_SET);
    } else {
      loadBalancers(balancers.get().stream().map(LoadBalancer::loadBalancerArn).toList());
      reader.each(
          Kind.WEB_ACL,
          balancers.get().stream()
              .filter(
                  each -> each.type() == null || each.type() == LoadBalancerTypeEnum.APPLICATION)
              .map(LoadBalancer::loadBalancerArn)
              .toList(),
          this::webAcl);
      ipSets();
    }
    targets();
  }

  private void loadBalancers(List<String> arns) {
    reader.each(
        Kind.LOAD_BALANCER_ATTRIBUTE,
        arns,
        arn -> elb.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn)).attributes());
    Optional<List<Listener>> listeners = reader.all(Kind.LISTENER, () -> listeners(arns));
    if (listeners.isEmpty()) {
      reader.unreadBecauseOf(Kind.LISTENER, Kind.RULE);
    } else {
      reader.each(
          Kind.RULE,
          listeners.get().stream().map(Listener::listenerArn).toList(),
          arn -> elb.describeRulesPaginator(r -> r.listenerArn(arn)).rules().stream().toList());
    }
  }

  private List<Listener> listeners(List<String> arns) {
    List<Listener> all = new ArrayList<>();
    for (String arn : arns) {
      all.addAll(
          InventoryReader.unlessGone(
              () ->
                  elb.describeListenersPaginator(r -> r.loadBalancerArn(arn)).listeners().stream()
                      .toList()));
    }
    return all;
  }

  /** AWS WAF knows application load balancers, and refuses the ARN of another. */
  private Collection<WebACL> webAcl(String loadBalancerArn) {
    WebACL acl = waf.getWebACLForResource(r -> r.resourceArn(loadBalancerArn)).webACL();
    return acl == null ? List.of() : List.of(acl);
  }

  private void ipSets() {
    Inventory known = reader.inventory();
    if (known.knows(Kind.WEB_ACL)) {
      reader.all(
          Kind.IP_SET,
          () -> Named.ipSets(known).stream().flatMap(arn -> ipSet(arn).stream()).toList());
    } else {
      reader.unreadBecauseOf(Kind.WEB_ACL, Kind.IP_SET);
    }
  }

  /** A set is asked for by its name and id, which are the end of its ARN. */
  private Collection<IPSet> ipSet(String arn) {
    Matcher named = IP_SET.matcher(arn);
    return named.matches()
        ? InventoryReader.unlessGone(
            () ->
                List.of(
                    waf.getIPSet(
                            r ->
                                r.scope(Scope.REGIONAL)
                                    .name(named.group("name"))
                                    .id(named.group("id")))
                        .ipSet()))
        : List.of();
  }

  private void targets() {
    Optional<List<TargetGroup>> groups =
        reader.all(
            Kind.TARGET_GROUP,
            () ->
                elb.describeTargetGroupsPaginator().targetGroups().stream()
                    .filter(each -> vpcId.equals(each.vpcId()))
                    .toList());
    if (groups.isEmpty()) {
      reader.unreadBecauseOf(Kind.TARGET_GROUP, Kind.TARGET_GROUP_ATTRIBUTE, Kind.TARGET_HEALTH);
      return;
    }
    List<String> arns = groups.get().stream().map(TargetGroup::targetGroupArn).toList();
    reader.each(
        Kind.TARGET_GROUP_ATTRIBUTE,
        arns,
        arn -> elb.describeTargetGroupAttributes(r -> r.targetGroupArn(arn)).attributes());
    reader.each(Kind.TARGET_HEALTH, arns, arn -> targetHealth(elb, arn));
  }

  static List<TargetHealthDescription> targetHealth(
      ElasticLoadBalancingV2Client elb, String targetGroupArn) {
    return elb.describeTargetHealth(r -> r.targetGroupArn(targetGroupArn))
        .targetHealthDescriptions();
  }
}
