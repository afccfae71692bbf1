package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.LoadBalancing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HostHeaderConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PathPatternConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * When a rule applies. Path, host and method are looked at; a condition on anything else is refused
 * rather than passed over.
 *
 * <p>Source: User Guide, "Rule condition types".
 */
final class Conditions {
  private static final String PATH = "path-pattern";
  private static final String HOST = "host-header";
  private static final String METHOD = "http-request-method";
  private static final List<String> FIELDS = List.of(PATH, HOST, METHOD);

  private Conditions() {}

  /** The conditions of a rule, written out in full as AWS describes them. */
  static List<RuleCondition> checked(List<RuleCondition> wanted) {
    if (wanted.isEmpty()) {
      throw ElasticLoadBalancingErrors.validationError("A condition must be specified");
    }
    List<RuleCondition> checked = new ArrayList<>();
    for (RuleCondition condition : wanted) {
      checked.add(checked(condition));
    }
    return checked;
  }

  private static RuleCondition checked(RuleCondition condition) {
    String field = String.valueOf(condition.field());
    if (!FIELDS.contains(field)) {
      throw ElasticLoadBalancingErrors.validationError(
          "Condition field '"
              + field
              + "' must be one of '"
              + String.join(", ", FIELDS)
              + "': the simulator looks at nothing else");
    }
    List<String> values = values(condition);
    if (values.isEmpty()) {
      throw ElasticLoadBalancingErrors.validationError("A condition value must be specified");
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
      default -> condition;
    };
  }

  private static List<String> values(RuleCondition condition) {
    if (condition.pathPatternConfig() != null && PATH.equals(condition.field())) {
      return condition.pathPatternConfig().values();
    }
    if (condition.hostHeaderConfig() != null && HOST.equals(condition.field())) {
      return condition.hostHeaderConfig().values();
    }
    if (condition.httpRequestMethodConfig() != null && METHOD.equals(condition.field())) {
      return condition.httpRequestMethodConfig().values();
    }
    return condition.values();
  }

  /** Whether all conditions hold; a rule without conditions always applies. */
  static boolean hold(List<RuleCondition> conditions, LoadBalancing.Request request) {
    return conditions.stream().allMatch(condition -> holds(condition, request));
  }

  private static boolean holds(RuleCondition condition, LoadBalancing.Request request) {
    List<String> values = values(condition);
    return switch (condition.field()) {
      case PATH -> {
        String path = Redirect.withoutQuery(request.path());
        yield values.stream().anyMatch(value -> matches(value, path));
      }
      case HOST -> {
        String host = Redirect.withoutPort(request.host()).toLowerCase(Locale.ROOT);
        yield values.stream().anyMatch(v -> matches(v.toLowerCase(Locale.ROOT), host));
      }
      default -> values.contains(request.method());
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
