package dev.azdrill.guarantee;

import dev.azdrill.inventory.ConditionPattern;
import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * What rules of a listener make of requests for nothing in particular: a GET, for any host and
 * path, from any address. Rules are followed in the order of their priorities, as far as they are
 * about nothing but addresses and GET.
 *
 * @param rules those that are not the default one, in any order
 */
record UsualRequests(List<Rule> rules) {
  /** What catches all of these is about none of them; the root alone may be left to others. */
  private static final List<String> PATHS = List.of("/a", "/b/c", "/d.e");

  private static final List<String> HOSTS = List.of("www.example.com", "f.org");

  private static final String HOST = "host-header";

  private static final String GET = "GET";

  /**
   * What some of them meet.
   *
   * @param actions of a rule, or by default
   * @param which of all requests these are: {@code every request}, {@code every GET}
   * @param isByRule whether a rule says so, in the place of the default
   */
  record Met(List<Action> actions, String which, boolean isByRule) {
    Met {
      actions = List.copyOf(actions);
    }

    /**
     * The status with which the load balancer answers them by itself, so that no target does: a
     * default of 404, or a page by default, may be meant.
     */
    Optional<String> refusal() {
      return actions.stream()
          .filter(each -> each.type() == ActionTypeEnum.FIXED_RESPONSE)
          .map(each -> String.valueOf(each.fixedResponseConfig().statusCode()))
          .filter(code -> isByRule || code.startsWith("5"))
          .findFirst();
    }
  }

  /** All that they meet, the first rule first. */
  List<Met> met(List<Action> byDefault) {
    List<Met> met = new ArrayList<>();
    AddressSet left = AddressSet.INTERNET;
    for (Rule each : inOrder()) {
      AddressSet after = left.without(AddressSet.of(blocks(each)));
      if (!after.equals(left)) {
        met.add(new Met(each.actions(), isOfGets(each) ? "every GET" : "every request", true));
      }
      left = after;
    }
    if (!left.isEmpty()) {
      met.add(new Met(byDefault, "every request", false));
    }
    return met;
  }

  /** Whether some rules catch them all, so that none comes to the default. */
  boolean areCaught() {
    AddressSet left = AddressSet.INTERNET;
    for (Rule each : inOrder()) {
      left = left.without(AddressSet.of(blocks(each)));
    }
    return left.isEmpty();
  }

  private List<Rule> inOrder() {
    return rules.stream()
        .filter(each -> each.conditions().stream().allMatch(UsualRequests::holds))
        .sorted(Comparator.comparingInt(each -> Integer.parseInt(each.priority())))
        .toList();
  }

  /** Whether a condition is about none of them in particular, but for its addresses. */
  static boolean holds(RuleCondition condition) {
    if (condition.sourceIpConfig() != null) {
      return true;
    }
    List<String> patterns = new ArrayList<>(condition.values());
    if (condition.pathPatternConfig() != null) {
      patterns.addAll(condition.pathPatternConfig().values());
    }
    if (condition.hostHeaderConfig() != null) {
      patterns.addAll(condition.hostHeaderConfig().values());
    }
    return isOfGets(condition) || catches(patterns, HOST.equals(condition.field()) ? HOSTS : PATHS);
  }

  /** Whether each of them matches one of the patterns. */
  private static boolean catches(List<String> patterns, List<String> all) {
    return all.stream()
        .allMatch(
            one ->
                patterns.stream().anyMatch(pattern -> new ConditionPattern(pattern).matches(one)));
  }

  private static boolean isOfGets(Rule rule) {
    return rule.conditions().stream().anyMatch(UsualRequests::isOfGets);
  }

  private static boolean isOfGets(RuleCondition condition) {
    return condition.httpRequestMethodConfig() != null
        && condition.httpRequestMethodConfig().values().contains(GET);
  }

  /** Of each condition on addresses one must hold. */
  private static List<Cidr> blocks(Rule rule) {
    List<Cidr> blocks = List.of(Cidr.ALL);
    for (RuleCondition each : rule.conditions()) {
      if (each.sourceIpConfig() != null) {
        List<Cidr> wanted =
            each.sourceIpConfig().values().stream().flatMap(v -> Cidr.parse(v).stream()).toList();
        blocks =
            blocks.stream()
                .flatMap(one -> wanted.stream().flatMap(other -> common(one, other).stream()))
                .toList();
      }
    }
    return blocks;
  }

  /** Two blocks are apart, or one is in the other. */
  private static Optional<Cidr> common(Cidr one, Cidr other) {
    if (one.contains(other)) {
      return Optional.of(other);
    }
    return other.contains(one) ? Optional.of(one) : Optional.empty();
  }
}
