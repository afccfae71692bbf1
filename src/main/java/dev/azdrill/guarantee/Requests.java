package dev.azdrill.guarantee;

import dev.azdrill.inventory.ForwardedRequests;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What becomes of the requests that listeners take. */
record Requests(Inventory inventory) {
  private static final String EMPTY = "arn:aws:elasticloadbalancing:::targetgroup/empty/0";

  /** A rule's priority is a number, or this word. */
  private static final String DEFAULT = "default";

  /** The ARNs of the target groups to which some listener, by some rule, sends some requests. */
  Set<String> forwardedTo() {
    Set<String> used = new LinkedHashSet<>();
    for (Listener listener : inventory.all(Kind.LISTENER)) {
      Stream.concat(
              listener.defaultActions().stream(),
              rules(listener).stream().flatMap(rule -> rule.actions().stream()))
          .forEach(action -> used.addAll(ForwardedRequests.targetGroups(action)));
    }
    return used;
  }

  /** What is wrong with what clients get who ask for nothing in particular; empty when nothing. */
  List<Finding> refusals(LoadBalancer loadBalancer) {
    return inventory.all(Kind.LISTENER).stream()
        .filter(each -> loadBalancer.loadBalancerArn().equals(each.loadBalancerArn()))
        .filter(each -> !servesByRules(each))
        .flatMap(
            each ->
                refusals(loadBalancer.loadBalancerName() + " on port " + each.port(), each)
                    .stream())
        .toList();
  }

  /** Some clients may be refused on purpose; that nobody is served is nobody's purpose. */
  private List<Finding> refusals(String name, Listener listener) {
    List<Finding> first = List.of();
    for (UsualRequests.Met each : usual(listener).met(listener.defaultActions())) {
      List<Finding> wrong = refusals(name, listener, each);
      if (wrong.isEmpty()) {
        return List.of();
      }
      first = first.isEmpty() ? wrong : first;
    }
    return first;
  }

  private List<Finding> refusals(String name, Listener listener, UsualRequests.Met met) {
    Optional<String> refused = met.refusal();
    if (refused.isPresent()) {
      return List.of(
          Finding.violated(
              name, "answers " + met.which() + " with " + refused.get() + " by itself"));
    }
    return met.actions().stream()
        .flatMap(
            each ->
                each.type() == ActionTypeEnum.REDIRECT
                    ? astray(name, listener, met.which(), each.redirectConfig()).stream()
                    : refusals(name, each).stream())
        .toList();
  }

  /** Where other rules forward to targets, a redirect may lead to what those serve. */
  private Optional<Finding> astray(
      String name, Listener from, String which, RedirectActionConfig redirect) {
    boolean forwards =
        rules(from).stream()
            .flatMap(each -> each.actions().stream())
            .anyMatch(
                each -> ForwardedRequests.targetGroups(each).stream().anyMatch(this::hasTargets));
    return forwards
        ? Optional.empty()
        : new RedirectDestination(inventory, from, redirect)
            .astray()
            .map(where -> Finding.violated(name, "redirects " + which + " to " + where));
  }

  private List<Finding> refusals(String name, Action action) {
    if (action.type() != ActionTypeEnum.FORWARD) {
      return List.of();
    }
    Set<String> targets = ForwardedRequests.targetGroups(action);
    if (targets.isEmpty()) {
      return List.of(Finding.violated(name, "forwards to no target group"));
    }
    return targets.stream().flatMap(arn -> refusal(name, arn).stream()).toList();
  }

  private Optional<Finding> refusal(String name, String targetGroup) {
    if (isAttached(targetGroup)) {
      return Optional.empty();
    }
    Optional<TargetGroup> described = targetGroup(targetGroup);
    if (described.isEmpty()) {
      return Optional.of(
          Finding.unknown(name, "forwards to " + targetGroup + ", which is not described"));
    }
    if (!inventory.knows(Kind.TARGET_HEALTH)) {
      return Optional.of(
          Finding.unknown(
              name, "forwards to " + targetGroup + ", and whether that has targets was not read"));
    }
    return inventory.of(Kind.TARGET_HEALTH, targetGroup).isEmpty()
        ? Optional.of(
            Finding.violated(
                name,
                "forwards to the target group "
                    + described.get().targetGroupName()
                    + ", which has no targets"))
        : Optional.empty();
  }

  private boolean isAttached(String targetGroup) {
    return inventory.all(Kind.AUTO_SCALING_GROUP).stream()
        .anyMatch(each -> each.targetGroupARNs().contains(targetGroup));
  }

  /** The target group of this ARN. */
  Optional<TargetGroup> targetGroup(String arn) {
    return inventory.all(Kind.TARGET_GROUP).stream()
        .filter(each -> arn.equals(each.targetGroupArn()))
        .findFirst();
  }

  private UsualRequests usual(Listener listener) {
    return new UsualRequests(rules(listener).stream().filter(each -> !isDefault(each)).toList());
  }

  private boolean hasTargets(String targetGroup) {
    return isAttached(targetGroup) || !inventory.of(Kind.TARGET_HEALTH, targetGroup).isEmpty();
  }

  /** Whether narrower rules forward to targets, so that the default may refuse all others. */
  private boolean servesByRules(Listener listener) {
    List<Rule> narrower = rules(listener).stream().filter(each -> !isDefault(each)).toList();
    return !usual(listener).areCaught()
        && listener.defaultActions().stream()
            .anyMatch(each -> each.type() == ActionTypeEnum.FIXED_RESPONSE)
        && narrower.stream()
            .flatMap(each -> each.actions().stream())
            .anyMatch(
                each -> ForwardedRequests.targetGroups(each).stream().anyMatch(this::hasTargets));
  }

  private List<Rule> rules(Listener listener) {
    return inventory.of(Kind.RULE, listener.listenerArn());
  }

  private static boolean isDefault(Rule rule) {
    return Boolean.TRUE.equals(rule.isDefault()) || DEFAULT.equals(rule.priority());
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "the load balancer answers every request by itself",
            sound -> answering(sound, unavailable())),
        new Mutant(
            "the load balancer forwards to a target group without targets",
            sound -> empty(sound, forwarding(EMPTY, 1))),
        new Mutant(
            "all weight is on a target group without targets",
            sound ->
                empty(
                    sound,
                    forwarding(EMPTY, 99, sound.all(Kind.TARGET_GROUP).get(0).targetGroupArn()))),
        new Mutant(
            "a rule that catches every request answers it",
            ruling(RuleCondition.builder().field("path-pattern").values("*").build())),
        new Mutant(
            "a rule redirects every request to itself", redirecting(each -> each.path("/x"))),
        new Mutant(
            "a rule redirects every request to another host",
            redirecting(each -> each.host("other.example.org"))),
        new Mutant(
            "a rule redirects every request to a port without a listener",
            redirecting(each -> each.port("8443"))),
        new Mutant(
            "a rule answers every request with 200",
            ruling(
                RuleCondition.builder().field("path-pattern").values("/*").build(), answer("200"))),
        new Mutant(
            "a rule answers requests from each half of all addresses",
            ruling(
                RuleCondition.builder()
                    .field("source-ip")
                    .sourceIpConfig(r -> r.values("0.0.0.0/1", "128.0.0.0/1"))
                    .build())),
        new Mutant(
            "a rule answers every GET",
            ruling(
                RuleCondition.builder()
                    .field("http-request-method")
                    .httpRequestMethodConfig(r -> r.values("GET"))
                    .build())));
  }

  private static UnaryOperator<Inventory> redirecting(
      UnaryOperator<RedirectActionConfig.Builder> where) {
    return ruling(
        RuleCondition.builder().field("path-pattern").values("/*").build(),
        Action.builder()
            .type(ActionTypeEnum.REDIRECT)
            .redirectConfig(
                where.apply(RedirectActionConfig.builder().statusCode("HTTP_302")).build())
            .build());
  }

  private static UnaryOperator<Inventory> ruling(RuleCondition condition) {
    return ruling(condition, unavailable());
  }

  /** A rule that does this is the first of each listener. */
  private static UnaryOperator<Inventory> ruling(RuleCondition condition, Action action) {
    return sound -> {
      Inventory.Builder changed = sound.with(Kind.RULE, List.of()).toBuilder();
      for (Listener each : sound.all(Kind.LISTENER)) {
        changed.add(
            Kind.RULE,
            each.listenerArn(),
            List.of(
                Rule.builder()
                    .priority("1")
                    .isDefault(false)
                    .conditions(condition)
                    .actions(action)
                    .build()));
      }
      return changed.build();
    };
  }

  private static Action unavailable() {
    return answer("503");
  }

  private static Action answer(String code) {
    return Action.builder()
        .type(ActionTypeEnum.FIXED_RESPONSE)
        .fixedResponseConfig(r -> r.statusCode(code))
        .build();
  }

  /** With this weight to one target group, and none to the others. */
  private static Action forwarding(String targetGroup, int weight, String... others) {
    List<TargetGroupTuple> all = new ArrayList<>();
    all.add(TargetGroupTuple.builder().targetGroupArn(targetGroup).weight(weight).build());
    for (String each : others) {
      all.add(TargetGroupTuple.builder().targetGroupArn(each).weight(0).build());
    }
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .forwardConfig(f -> f.targetGroups(all))
        .build();
  }

  private static Inventory answering(Inventory sound, Action action) {
    return sound.map(Kind.LISTENER, each -> each.toBuilder().defaultActions(action).build());
  }

  /** The listeners do this, and a target group is there that nobody is registered with. */
  private static Inventory empty(Inventory sound, Action action) {
    TargetGroup empty =
        TargetGroup.builder().targetGroupArn(EMPTY).targetGroupName("empty").port(8080).build();
    return answering(sound, action)
        .with(
            Kind.TARGET_GROUP,
            Stream.concat(sound.all(Kind.TARGET_GROUP).stream(), Stream.of(empty)).toList());
  }
}
