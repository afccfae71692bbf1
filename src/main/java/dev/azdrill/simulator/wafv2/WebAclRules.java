package dev.azdrill.simulator.wafv2;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatement;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.Rule;

/** What a web ACL's rules may be. Source: WAFV2 API Reference, "Rule", "RateBasedStatement". */
final class WebAclRules {
  private static final Set<Long> WINDOWS = Set.of(60L, 120L, 300L, 600L);

  /** Capacity units of a rate rule, and what any other rule is taken for. */
  private static final long RATE_RULE_CAPACITY = 2;

  private static final long OTHER_RULE_CAPACITY = 1;

  private WebAclRules() {}

  static void check(DefaultAction defaultAction, List<Rule> rules) {
    if ((defaultAction.allow() == null) == (defaultAction.block() == null)) {
      throw WafErrors.defaultActionNotSingle();
    }
    Set<String> names = new HashSet<>();
    Set<Integer> priorities = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw WafErrors.ruleNameRepeated(rule.name());
      }
      if (!priorities.add(rule.priority())) {
        throw WafErrors.priorityRepeated(rule.priority());
      }
      check(rule);
    }
  }

  private static void check(Rule rule) {
    if (rule.statement() == null) {
      throw WafErrors.statementMissing(rule.name());
    }
    if ((rule.action() == null) == (rule.overrideAction() == null)) {
      throw WafErrors.ruleActionNotSingle(rule.name());
    }
    RateBasedStatement rate = rule.statement().rateBasedStatement();
    if (rate != null) {
      check(rate);
    }
  }

  private static void check(RateBasedStatement rate) {
    if (rate.evaluationWindowSec() != null && !WINDOWS.contains(rate.evaluationWindowSec())) {
      throw WafErrors.evaluationWindowInvalid(rate.evaluationWindowSec());
    }
    if (rate.aggregateKeyType() != RateBasedStatementAggregateKeyType.IP) {
      throw WafErrors.aggregateKeyTypeNotSimulated(rate.aggregateKeyTypeAsString());
    }
  }

  /** Roughly the capacity that AWS would reckon. */
  static long capacity(List<Rule> rules) {
    return rules.stream()
        .mapToLong(
            rule ->
                rule.statement().rateBasedStatement() == null
                    ? OTHER_RULE_CAPACITY
                    : RATE_RULE_CAPACITY)
        .sum();
  }
}
