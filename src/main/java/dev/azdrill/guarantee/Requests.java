package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What becomes of the requests that listeners take. */
record Requests(Inventory inventory) {
  private static final String EMPTY = "arn:aws:elasticloadbalancing:::targetgroup/empty/0";

  /** A rule's priority is a number, or this word. */
  private static final String DEFAULT = "default";

  private static final Set<String> EVERYTHING = Set.of("*", "/*");

  /** The ARNs of the target groups to which some listener, by some rule, sends some requests. */
  Set<String> forwardedTo() {
    Set<String> used = new LinkedHashSet<>();
    for (Listener listener : inventory.all(Kind.LISTENER)) {
      Stream.concat(
              listener.defaultActions().stream(),
              rules(listener).stream().flatMap(rule -> rule.actions().stream()))
          .forEach(action -> used.addAll(targetsOf(action)));
    }
    return used;
  }

  /** What is wrong with what clients get who ask for nothing in particular; empty when nothing. */
  List<Finding> refusals(LoadBalancer loadBalancer) {
    return inventory.all(Kind.LISTENER).stream()
        .filter(each -> loadBalancer.loadBalancerArn().equals(each.loadBalancerArn()))
        .filter(each -> !servesByRules(each))
        .flatMap(
            each -> {
              String name = loadBalancer.loadBalancerName() + " on port " + each.port();
              return usually(each).stream().flatMap(action -> refusals(name, action).stream());
            })
        .toList();
  }

  private List<Finding> refusals(String name, Action action) {
    if (action.type() == ActionTypeEnum.FIXED_RESPONSE) {
      String code = String.valueOf(action.fixedResponseConfig().statusCode());
      return code.startsWith("5")
          ? List.of(Finding.violated(name, "answers every request with " + code + " by itself"))
          : List.of();
    }
    if (action.type() != ActionTypeEnum.FORWARD) {
      return List.of();
    }
    Set<String> targets = targetsOf(action);
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

  /** Of the first rule that catches every request, else by default. */
  private List<Action> usually(Listener listener) {
    return rules(listener).stream()
        .filter(each -> !isDefault(each) && catchesAll(each))
        .min(Comparator.comparingInt(each -> Integer.parseInt(each.priority())))
        .map(Rule::actions)
        .orElseGet(listener::defaultActions);
  }

  private boolean hasTargets(String targetGroup) {
    return isAttached(targetGroup) || !inventory.of(Kind.TARGET_HEALTH, targetGroup).isEmpty();
  }

  /** Whether narrower rules forward to targets, so that the default may refuse all others. */
  private boolean servesByRules(Listener listener) {
    List<Rule> narrower = rules(listener).stream().filter(each -> !isDefault(each)).toList();
    return narrower.stream().noneMatch(Requests::catchesAll)
        && listener.defaultActions().stream()
            .anyMatch(each -> each.type() == ActionTypeEnum.FIXED_RESPONSE)
        && narrower.stream()
            .flatMap(each -> each.actions().stream())
            .anyMatch(each -> targetsOf(each).stream().anyMatch(this::hasTargets));
  }

  private List<Rule> rules(Listener listener) {
    return inventory.of(Kind.RULE, listener.listenerArn());
  }

  private static boolean isDefault(Rule rule) {
    return Boolean.TRUE.equals(rule.isDefault()) || DEFAULT.equals(rule.priority());
  }

  private static boolean catchesAll(Rule rule) {
    return rule.conditions().stream().allMatch(Requests::holdsAlways);
  }

  private static boolean holdsAlways(RuleCondition condition) {
    List<String> values = new ArrayList<>(condition.values());
    if (condition.pathPatternConfig() != null) {
      values.addAll(condition.pathPatternConfig().values());
    }
    if (condition.hostHeaderConfig() != null) {
      values.addAll(condition.hostHeaderConfig().values());
    }
    return values.stream().anyMatch(EVERYTHING::contains);
  }

  /** Those that get a share of the requests; AWS describes one alone in both ways. */
  static Set<String> targetsOf(Action action) {
    Set<String> targets = new LinkedHashSet<>();
    if (action.forwardConfig() != null && action.forwardConfig().hasTargetGroups()) {
      for (TargetGroupTuple each : action.forwardConfig().targetGroups()) {
        if (each.weight() == null || each.weight() > 0) {
          targets.add(each.targetGroupArn());
        }
      }
    } else if (action.targetGroupArn() != null) {
      targets.add(action.targetGroupArn());
    }
    return targets;
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
            sound ->
                sound.map(
                    Kind.RULE,
                    each ->
                        each.toBuilder()
                            .priority("1")
                            .isDefault(false)
                            .conditions(
                                RuleCondition.builder().field("path-pattern").values("*").build())
                            .actions(unavailable())
                            .build())));
  }

  private static Action unavailable() {
    return Action.builder()
        .type(ActionTypeEnum.FIXED_RESPONSE)
        .fixedResponseConfig(r -> r.statusCode("503"))
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
