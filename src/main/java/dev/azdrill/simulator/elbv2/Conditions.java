package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.LoadBalancing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HostHeaderConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PathPatternConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * When a rule applies.
 *
 * <p>Source: User Guide for Application Load Balancers, "Condition types for listener rules".
 */
final class Conditions {
  /** Source: User Guide, "Quotas for your Application Load Balancers". */
  private static final int VALUES_MAX = 5;

  private Conditions() {}

  /** The conditions of a rule, written out in full as AWS describes them. */
  static List<RuleCondition> checked(List<RuleCondition> wanted) {
    if (wanted.isEmpty()) {
      throw ListenerErrors.conditionMissing();
    }
    List<RuleCondition> checked = new ArrayList<>();
    for (RuleCondition condition : wanted) {
      ConditionField field = field(condition);
      if (!field.mayBeRepeated()
          && checked.stream().anyMatch(each -> field.word().equals(each.field()))) {
        throw ListenerErrors.conditionRepeated(field.word());
      }
      checked.add(checked(field, condition));
    }
    if (checked.stream().mapToInt(each -> field(each).values(each).size()).sum() > VALUES_MAX) {
      throw ListenerErrors.tooManyConditionValues(VALUES_MAX);
    }
    return checked;
  }

  private static ConditionField field(RuleCondition condition) {
    return Arrays.stream(ConditionField.values())
        .filter(each -> each.word().equals(condition.field()))
        .findFirst()
        .orElseThrow(
            () -> ListenerErrors.conditionFieldInvalid(condition.field(), ConditionField.words()));
  }

  private static RuleCondition checked(ConditionField field, RuleCondition condition) {
    if (!condition.regexValues().isEmpty()
        || (condition.pathPatternConfig() != null
            && !condition.pathPatternConfig().regexValues().isEmpty())
        || (condition.hostHeaderConfig() != null
            && !condition.hostHeaderConfig().regexValues().isEmpty())
        || (condition.httpHeaderConfig() != null
            && !condition.httpHeaderConfig().regexValues().isEmpty())) {
      throw ListenerErrors.regularExpressionsNotSimulated();
    }
    List<String> values = field.values(condition);
    if (values.isEmpty()) {
      throw ListenerErrors.conditionValueMissing();
    }
    for (String value : values) {
      field
          .objection(value)
          .ifPresent(
              refusal -> {
                throw refusal;
              });
    }
    return switch (field) {
      case PATH ->
          condition.toBuilder()
              .values(values)
              .pathPatternConfig(PathPatternConditionConfig.builder().values(values).build())
              .build();
      case HOST ->
          condition.toBuilder()
              .values(values)
              .hostHeaderConfig(HostHeaderConditionConfig.builder().values(values).build())
              .build();
      case HEADER -> named(condition);
      case METHOD, QUERY, SOURCE -> condition;
    };
  }

  /** A header is looked for by its name; that of the host has a condition of its own. */
  private static RuleCondition named(RuleCondition condition) {
    Optional<String> name = Optional.ofNullable(condition.httpHeaderConfig().httpHeaderName());
    if (name.filter(it -> !it.isEmpty() && !it.equalsIgnoreCase("host")).isEmpty()) {
      throw ListenerErrors.headerNameInvalid();
    }
    return condition;
  }

  /** Whether all conditions hold; a rule without conditions always applies. */
  static boolean hold(List<RuleCondition> conditions, LoadBalancing.Request request) {
    return conditions.stream().allMatch(condition -> holds(condition, request));
  }

  private static boolean holds(RuleCondition condition, LoadBalancing.Request request) {
    ConditionField field = field(condition);
    List<String> values = field.values(condition);
    return switch (field) {
      case PATH -> {
        String path = Redirect.withoutQuery(request.path());
        yield values.stream().anyMatch(value -> matches(value, path));
      }
      case HOST -> {
        String host = Redirect.withoutPort(request.host()).toLowerCase(Locale.ROOT);
        yield values.stream().anyMatch(v -> matches(v.toLowerCase(Locale.ROOT), host));
      }
      case METHOD -> values.contains(request.method());
      // A request has no header but that of its host.
      case HEADER -> false;
      case QUERY ->
          Redirect.parameters(request.path()).stream()
              .map(each -> each.toLowerCase(Locale.ROOT))
              .anyMatch(
                  each -> values.stream().anyMatch(v -> matches(v.toLowerCase(Locale.ROOT), each)));
      case SOURCE ->
          request
              .client()
              .filter(
                  client -> values.stream().anyMatch(block -> ConditionField.has(block, client)))
              .isPresent();
    };
  }

  /** {@code *} stands for any characters, {@code ?} for one. */
  private static boolean matches(String wildcard, String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < wildcard.length(); i++) {
      char c = wildcard.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.matches(regex.toString(), text);
  }
}
