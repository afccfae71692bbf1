package dev.azdrill.guarantee;

import dev.azdrill.inventory.ConditionPattern;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * Rules that turn clients away by the name of the host that they ask for. Which names clients use,
 * no description tells: that the load balancer refuses some may be meant, and is told.
 */
record HostRules(Inventory inventory) {
  private static final String HOST = "host-header";

  /** What is to be said of a load balancer, a sentence each. */
  List<String> notes(LoadBalancer loadBalancer) {
    List<String> notes = new ArrayList<>();
    for (Listener listener : inventory.all(Kind.LISTENER)) {
      if (loadBalancer.loadBalancerArn().equals(listener.loadBalancerArn())) {
        inventory
            .of(Kind.RULE, listener.listenerArn())
            .forEach(rule -> note(loadBalancer, listener, rule).ifPresent(notes::add));
      }
    }
    return notes;
  }

  private static Optional<String> note(LoadBalancer loadBalancer, Listener listener, Rule rule) {
    List<String> hosts =
        rule.conditions().stream()
            .filter(HostRules::isOfHosts)
            .flatMap(HostRules::patterns)
            .distinct()
            .toList();
    boolean isOfAllElse =
        rule.conditions().stream().filter(each -> !isOfHosts(each)).allMatch(UsualRequests::holds);
    Optional<String> refusal = refusal(rule);
    if (hosts.isEmpty() || !isOfAllElse || refusal.isEmpty()) {
      return Optional.empty();
    }
    String own = String.valueOf(loadBalancer.dnsName()).toLowerCase(Locale.ROOT);
    boolean isOwn = hosts.stream().anyMatch(each -> new ConditionPattern(each).matches(own));
    return Optional.of(
        "on port "
            + listener.port()
            + " it answers whoever asks for the host "
            + String.join(" or ", hosts)
            + " with "
            + refusal.get()
            + " by itself"
            + (isOwn ? ", its own DNS name among them" : ""));
  }

  private static boolean isOfHosts(RuleCondition condition) {
    return HOST.equals(condition.field());
  }

  private static Stream<String> patterns(RuleCondition condition) {
    return Stream.concat(
            condition.values().stream(),
            condition.hostHeaderConfig() == null
                ? Stream.of()
                : condition.hostHeaderConfig().values().stream())
        .map(each -> each.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> refusal(Rule rule) {
    return rule.actions().stream()
        .filter(each -> each.type() == ActionTypeEnum.FIXED_RESPONSE)
        .map(each -> String.valueOf(each.fixedResponseConfig().statusCode()))
        .filter(code -> code.startsWith("4") || code.startsWith("5"))
        .findFirst();
  }
}
