package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;

/** The operations on the rules of listeners. */
final class Rules {
  private static final int PRIORITY_MAX = 50_000;

  private final ElbRegistry catalogue;
  private final Arns arns;
  private final ElbTags tags;
  private final ListenerActions actions;
  private final TargetHealthChecks healthChecks;

  Rules(ElbRegistry catalogue, Arns arns, ElbTags tags, TargetHealthChecks healthChecks) {
    this.catalogue = catalogue;
    this.arns = arns;
    this.tags = tags;
    this.actions = new ListenerActions(catalogue);
    this.healthChecks = healthChecks;
  }

  void enter(Operations.Page page) {
    page.write("CreateRule", CreateRuleRequest::builder, this::create);
    page.read("DescribeRules", DescribeRulesRequest::builder, this::describe);
    page.write("ModifyRule", ModifyRuleRequest::builder, this::modify);
    page.write("DeleteRule", DeleteRuleRequest::builder, this::delete);
    page.write("SetRulePriorities", SetRulePrioritiesRequest::builder, this::setPriorities);
  }

  /** Takes over those that stand elsewhere; default rules are there with their listeners. */
  void adopt(Adoption adoption) {
    adoption.eachOwned(
        Kind.RULE,
        Rule::ruleArn,
        (listenerArn, described) -> adopt(adoption.from(), listenerArn, described));
    for (Listener listener : catalogue.listeners()) {
      if (adoption.from().of(Kind.RULE, listener.listenerArn()).isEmpty()) {
        adoption.leftOut(
            Kind.RULE,
            listener.listenerArn(),
            "none of its rules is described: it follows its default actions alone");
      }
    }
  }

  private void adopt(Inventory from, String listenerArn, Rule described) {
    Listener listener =
        catalogue.listeners().stream()
            .filter(each -> each.listenerArn().equals(listenerArn))
            .findFirst()
            .orElseThrow(() -> withoutListener(from, listenerArn));
    if (Boolean.TRUE.equals(described.isDefault())) {
      return;
    }
    Arns.Type.RULE.check(described.ruleArn());
    if (!described.transforms().isEmpty()) {
      throw new Adoption.NotAdopted("its transforms of a request are not simulated");
    }
    int priority = priority(Adoption.required(described.priority(), "Priority"));
    Balancer balancer = catalogue.balancer(listener.loadBalancerArn());
    put(
        listener,
        free(listener, priority),
        described.toBuilder()
            .conditions(Conditions.checked(described.conditions()))
            .actions(actions.adopted(balancer, listener.protocol(), described.actions())));
  }

  private static int priority(String described) {
    try {
      return Integer.parseInt(described);
    } catch (NumberFormatException e) {
      throw new Adoption.NotAdopted("its priority '" + described + "' is not a number");
    }
  }

  /** What is at the bottom of it: the load balancer, if that was left out. */
  private Adoption.NotAdopted withoutListener(Inventory from, String listenerArn) {
    return from.all(Kind.LISTENER).stream()
        .filter(each -> listenerArn.equals(each.listenerArn()))
        .flatMap(each -> Optional.ofNullable(each.loadBalancerArn()).stream())
        .filter(arn -> catalogue.findBalancer(arn).isEmpty())
        .findFirst()
        .map(arn -> Arns.restingOn(Arns.Type.LOAD_BALANCER, arn))
        .orElseGet(() -> Arns.restingOn(Arns.Type.LISTENER, listenerArn));
  }

  private CreateRuleResponse create(CreateRuleRequest request) {
    Listener listener = catalogue.listener(request.listenerArn());
    Balancer balancer = catalogue.balancer(listener.loadBalancerArn());
    if (balancer.kind() == BalancerKind.NETWORK) {
      throw ListenerErrors.rulesNotSupported(listener.protocolAsString());
    }
    Map<String, String> wantedTags = ElbTags.checked(request.tags());
    int priority = free(listener, request.priority());
    Rule.Builder wanted =
        Rule.builder()
            .conditions(Conditions.checked(request.conditions()))
            .actions(actions.checked(balancer, listener.protocol(), request.actions()));
    Rule rule = put(listener, priority, wanted.ruleArn(arns.rule(listener.listenerArn())));
    tags.create(rule.ruleArn(), wantedTags);
    healthChecks.look();
    return CreateRuleResponse.builder().rules(rule).build();
  }

  private Rule put(Listener listener, int priority, Rule.Builder wanted) {
    Rule rule = wanted.priority(String.valueOf(priority)).isDefault(false).build();
    catalogue.put(listener.listenerArn(), rule);
    return rule;
  }

  private int free(Listener listener, @Nullable Integer wanted) {
    int priority = checked(wanted);
    if (isTaken(listener, priority, Set.of())) {
      throw ListenerErrors.priorityInUse(priority);
    }
    return priority;
  }

  private static int checked(@Nullable Integer priority) {
    if (priority == null) {
      throw ListenerErrors.priorityMissing();
    }
    if (priority < 1 || priority > PRIORITY_MAX) {
      throw ListenerErrors.priorityOutOfBounds(priority, PRIORITY_MAX);
    }
    return priority;
  }

  private boolean isTaken(Listener listener, int priority, Set<String> besides) {
    return catalogue.rulesOf(listener.listenerArn()).stream()
        .filter(rule -> !besides.contains(rule.ruleArn()))
        .anyMatch(rule -> rule.priority().equals(String.valueOf(priority)));
  }

  private DescribeRulesResponse describe(DescribeRulesRequest request) {
    List<Rule> wanted = new ArrayList<>();
    if (!request.ruleArns().isEmpty()) {
      request.ruleArns().forEach(arn -> wanted.add(catalogue.rule(arn)));
    } else if (request.listenerArn() != null) {
      wanted.addAll(catalogue.rulesOf(catalogue.listener(request.listenerArn()).listenerArn()));
    } else {
      throw ListenerErrors.rulesNotNamed();
    }
    Page<Rule> page =
        Page.cut(
            wanted,
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeRulesResponse.builder().rules(page.items()).nextMarker(page.next()).build();
  }

  private ModifyRuleResponse modify(ModifyRuleRequest request) {
    Rule now = catalogue.rule(request.ruleArn());
    if (now.isDefault()) {
      throw ListenerErrors.defaultRuleNotModifiable(now.ruleArn());
    }
    Listener listener = catalogue.listenerOf(now);
    Balancer balancer = catalogue.balancer(listener.loadBalancerArn());
    Rule.Builder wanted = now.toBuilder();
    if (request.hasConditions()) {
      wanted.conditions(Conditions.checked(request.conditions()));
    }
    if (request.hasActions()) {
      wanted.actions(actions.checked(balancer, listener.protocol(), request.actions()));
    }
    Rule rule = wanted.build();
    catalogue.put(listener.listenerArn(), rule);
    healthChecks.look();
    return ModifyRuleResponse.builder().rules(rule).build();
  }

  private DeleteRuleResponse delete(DeleteRuleRequest request) {
    Rule rule = catalogue.rule(request.ruleArn());
    if (rule.isDefault()) {
      throw ListenerErrors.defaultRuleNotDeletable(rule.ruleArn());
    }
    catalogue.remove(rule);
    tags.forget(rule.ruleArn());
    healthChecks.look();
    return DeleteRuleResponse.builder().build();
  }

  /** All of them or none; rules may change places. */
  private SetRulePrioritiesResponse setPriorities(SetRulePrioritiesRequest request) {
    Map<String, Rule> wanted = new LinkedHashMap<>();
    for (RulePriorityPair pair : request.rulePriorities()) {
      Rule rule = catalogue.rule(pair.ruleArn());
      if (rule.isDefault()) {
        throw ListenerErrors.defaultRuleWithoutPriority(rule.ruleArn());
      }
      String priority = String.valueOf(checked(pair.priority()));
      wanted.put(rule.ruleArn(), rule.toBuilder().priority(priority).build());
    }
    Set<String> given = new LinkedHashSet<>();
    for (Rule rule : wanted.values()) {
      Listener listener = catalogue.listenerOf(catalogue.rule(rule.ruleArn()));
      int priority = Integer.parseInt(rule.priority());
      if (isTaken(listener, priority, wanted.keySet())
          || !given.add(listener.listenerArn() + " " + priority)) {
        throw ListenerErrors.priorityInUse(priority);
      }
    }
    for (Rule rule : wanted.values()) {
      Listener listener = catalogue.listenerOf(catalogue.rule(rule.ruleArn()));
      catalogue.put(listener.listenerArn(), rule);
    }
    return SetRulePrioritiesResponse.builder().rules(wanted.values()).build();
  }
}
