package dev.azdrill.rehearsal;

import dev.azdrill.inventory.ConditionPattern;
import dev.azdrill.inventory.ForwardedRequests;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * Where a load balancer sends what simulated clients ask for: the path {@code /} of its own DNS
 * name, by GET and POST, from anywhere, with no header and no query. What none of these requests
 * comes to, no drill exercises: it may fail, and no client sees it.
 *
 * <p>A condition that this does not decide (an address, a regular expression) may hold or not, and
 * both are followed: a target group that is not among those found is reached by nobody.
 *
 * <p>Source: User Guide for Application Load Balancers, "Condition types for listener rules" and
 * "Action types for listener rules".
 */
final class ClientRoutes {
  private static final String ROOT = "/";
  private static final Set<String> METHODS = Set.of("GET", "POST");
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** A rule's priority is a number, or this word. */
  private static final String DEFAULT = "default";

  private final Inventory stack;
  private final ClientEndpoint endpoint;
  private final Set<String> targetGroups = new LinkedHashSet<>();
  private final Set<Page> asked = new LinkedHashSet<>();

  /** What is asked for, of the load balancer itself. */
  private record Page(int port, String path) {}

  private enum Held {
    YES,
    NO,
    PERHAPS
  }

  private ClientRoutes(Inventory stack, ClientEndpoint endpoint) {
    this.stack = stack;
    this.endpoint = endpoint;
  }

  /** The ARNs of the target groups that get some of their requests, or may. */
  static Set<String> targetGroups(Inventory stack, ClientEndpoint endpoint) {
    ClientRoutes routes = new ClientRoutes(stack, endpoint);
    routes.ask(new Page(endpoint.tls() ? HTTPS : HTTP, ROOT));
    return routes.targetGroups;
  }

  private void ask(Page page) {
    if (!asked.add(page)) {
      return;
    }
    for (Listener listener : stack.all(Kind.LISTENER)) {
      if (endpoint.loadBalancerArn().equals(listener.loadBalancerArn())
          && listener.port() != null
          && listener.port() == page.port()) {
        meet(listener, page).forEach(action -> take(action, page));
      }
    }
  }

  /** The actions that some of the requests meet: of the first rule that holds, or by default. */
  private List<Action> meet(Listener listener, Page page) {
    List<Action> met = new ArrayList<>();
    for (Rule rule : narrower(listener)) {
      Held held = held(rule, page);
      if (held != Held.NO) {
        met.addAll(rule.actions());
      }
      if (held == Held.YES) {
        return met;
      }
    }
    met.addAll(listener.defaultActions());
    return met;
  }

  private List<Rule> narrower(Listener listener) {
    return stack.of(Kind.RULE, listener.listenerArn()).stream()
        .filter(each -> !Boolean.TRUE.equals(each.isDefault()))
        .filter(each -> each.priority() != null && !DEFAULT.equals(each.priority()))
        .sorted(Comparator.comparingInt(each -> Integer.parseInt(each.priority())))
        .toList();
  }

  private Held held(Rule rule, Page page) {
    List<Held> all = rule.conditions().stream().map(each -> held(each, page)).toList();
    if (all.contains(Held.NO)) {
      return Held.NO;
    }
    return all.contains(Held.PERHAPS) ? Held.PERHAPS : Held.YES;
  }

  private Held held(RuleCondition condition, Page page) {
    return switch (String.valueOf(condition.field())) {
      case "path-pattern" ->
          held(
              condition.pathPatternConfig() == null
                  ? condition.values()
                  : condition.pathPatternConfig().values(),
              page.path());
      case "host-header" ->
          held(
              Stream.concat(
                      condition.values().stream(),
                      condition.hostHeaderConfig() == null
                          ? Stream.of()
                          : condition.hostHeaderConfig().values().stream())
                  .map(each -> each.toLowerCase(Locale.ROOT))
                  .toList(),
              endpoint.dnsName().toLowerCase(Locale.ROOT));
      case "http-request-method" -> methods(condition);
      case "http-header", "query-string" -> Held.NO;
      default -> Held.PERHAPS;
    };
  }

  /** A GET may hold where a POST does not. */
  private static Held methods(RuleCondition condition) {
    List<String> wanted = condition.httpRequestMethodConfig().values();
    if (wanted.containsAll(METHODS)) {
      return Held.YES;
    }
    return METHODS.stream().anyMatch(wanted::contains) ? Held.PERHAPS : Held.NO;
  }

  /** Regular expressions stand elsewhere, and leave the patterns empty. */
  private static Held held(List<String> patterns, String text) {
    if (patterns.isEmpty()) {
      return Held.PERHAPS;
    }
    return patterns.stream().anyMatch(each -> new ConditionPattern(each).matches(text))
        ? Held.YES
        : Held.NO;
  }

  private void take(Action action, Page page) {
    if (action.type() == ActionTypeEnum.FORWARD) {
      targetGroups.addAll(ForwardedRequests.targetGroups(action));
    } else if (action.type() == ActionTypeEnum.REDIRECT && action.redirectConfig() != null) {
      redirected(action.redirectConfig(), page).ifPresent(this::ask);
    }
  }

  /** Where a client comes to; empty where that is another host. */
  private Optional<Page> redirected(RedirectActionConfig to, Page from) {
    String host = to.host() == null ? "#{host}" : to.host();
    String port = to.port() == null ? "#{port}" : to.port();
    String path = to.path() == null ? "/#{path}" : to.path();
    if (!host.equals("#{host}") && !host.equalsIgnoreCase(endpoint.dnsName())) {
      return Optional.empty();
    }
    return Optional.of(
        new Page(
            port.equals("#{port}") ? from.port() : Integer.parseInt(port),
            path.replace("#{path}", from.path().substring(1)).replace("#{host}", host)));
  }
}
