package dev.azdrill.simulator.wafv2;

import dev.azdrill.simulator.world.Adoption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.wafv2.model.AllowAction;
import software.amazon.awssdk.services.wafv2.model.BlockAction;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatement;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** What a web ACL's rules may be. Source: WAFV2 API Reference, "Rule", "RateBasedStatement". */
final class WebAclRules {
  private static final Set<Long> WINDOWS = Set.of(60L, 120L, 300L, 600L);

  /** Capacity units of a rate rule, and what any other rule is taken for. */
  private static final long RATE_RULE_CAPACITY = 2;

  private static final long OTHER_RULE_CAPACITY = 1;

  private WebAclRules() {}

  static void checkScope(Scope scope, String text) {
    if (scope != Scope.REGIONAL) {
      throw WafErrors.scopeInvalid(text);
    }
  }

  static void check(DefaultAction defaultAction, List<Rule> rules, Statements statements) {
    check(defaultAction, rules);
    rules.forEach(rule -> statements.check(rule.name(), rule.statement()));
  }

  private static void check(DefaultAction defaultAction, List<Rule> rules) {
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

  /**
   * Refuses a web ACL that stands elsewhere and would let through or stop others here than there.
   * What it says of captchas, tokens, labels, the size of bodies and denial of service is kept and
   * described: it has no meaning for what passes this.
   *
   * @throws Adoption.NotAdopted when its description lacks something, or it has what is not
   *     simulated
   */
  static void checkSimulated(WebACL described, Statements statements) {
    DefaultAction byDefault = Adoption.required(described.defaultAction(), "DefaultAction");
    for (Rule rule : described.rules()) {
      Adoption.required(rule.name(), "Rules.Name");
      Adoption.required(rule.priority(), "Rules.Priority");
    }
    check(byDefault, described.rules());
    checkPlain("its default action", byDefault.allow(), byDefault.block());
    described.rules().forEach(rule -> checkSimulated(rule, statements));
    if (!described.preProcessFirewallManagerRuleGroups().isEmpty()
        || !described.postProcessFirewallManagerRuleGroups().isEmpty()) {
      throw new Adoption.NotAdopted("the rule groups of Firewall Manager in it are not simulated");
    }
  }

  private static void checkSimulated(Rule rule, Statements statements) {
    String noun = "its rule " + rule.name();
    if (rule.statement().managedRuleGroupStatement() != null) {
      return;
    }
    RateBasedStatement rate = rule.statement().rateBasedStatement();
    RuleAction action = rule.action();
    if (rate == null && !statements.isOfAddresses(rule.statement())) {
      throw new Adoption.NotAdopted(
          noun + " is neither a rate rule, nor of sets of addresses, nor a managed rule group");
    }
    if (rate != null) {
      Adoption.required(rate.limit(), "Rules.Statement.RateBasedStatement.Limit");
    }
    if (rate != null
        && rate.scopeDownStatement() != null
        && !statements.isOfAddresses(rate.scopeDownStatement())) {
      throw new Adoption.NotAdopted(
          noun + " counts some requests only: its scope-down statement is not simulated");
    }
    if (action == null || action.captcha() != null || action.challenge() != null) {
      throw new Adoption.NotAdopted(noun + " does something else than to allow, block or count");
    }
    checkPlain(noun, action.allow(), action.block());
    if (action.count() != null && action.count().customRequestHandling() != null) {
      throw headersAreAdded(noun);
    }
  }

  private static void checkPlain(
      String noun, @Nullable AllowAction allow, @Nullable BlockAction block) {
    if (allow != null && allow.customRequestHandling() != null) {
      throw headersAreAdded(noun);
    }
    if (block != null && block.customResponse() != null) {
      throw new Adoption.NotAdopted(noun + " answers with a custom response: not simulated");
    }
  }

  private static Adoption.NotAdopted headersAreAdded(String noun) {
    return new Adoption.NotAdopted(noun + " adds headers to requests: not simulated");
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
