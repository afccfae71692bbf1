package dev.azdrill.simulator.elbv2;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.world.AwsError;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** What of a request a rule's condition looks at. */
enum ConditionField {
  PATH("path-pattern", false),
  HOST("host-header", false),
  METHOD("http-request-method", false),
  HEADER("http-header", true),
  QUERY("query-string", true),
  SOURCE("source-ip", false);

  /** Nobody in the simulator has an IPv6 address, and a block of them is one all the same. */
  private static final Pattern IPV6_BLOCK =
      Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*/\\d{1,3}");

  private final String word;
  private final boolean mayBeRepeated;

  ConditionField(String word, boolean mayBeRepeated) {
    this.word = word;
    this.mayBeRepeated = mayBeRepeated;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ConditionField::word).toList();
  }

  /** As AWS calls it. */
  String word() {
    return word;
  }

  /** Whether a rule may have several such conditions. */
  boolean mayBeRepeated() {
    return mayBeRepeated;
  }

  /**
   * What one of them must be; of a query {@code key=value}, with an asterisk for a key that is not
   * given.
   */
  List<String> values(RuleCondition condition) {
    return switch (this) {
      case PATH ->
          condition.pathPatternConfig() == null
              ? condition.values()
              : condition.pathPatternConfig().values();
      case HOST ->
          condition.hostHeaderConfig() == null
              ? condition.values()
              : condition.hostHeaderConfig().values();
      case METHOD ->
          condition.httpRequestMethodConfig() == null
              ? condition.values()
              : condition.httpRequestMethodConfig().values();
      case HEADER ->
          condition.httpHeaderConfig() == null ? List.of() : condition.httpHeaderConfig().values();
      case QUERY ->
          condition.queryStringConfig() == null
              ? List.of()
              : condition.queryStringConfig().values().stream().map(ConditionField::pair).toList();
      case SOURCE ->
          condition.sourceIpConfig() == null ? List.of() : condition.sourceIpConfig().values();
    };
  }

  private static String pair(QueryStringKeyValuePair pair) {
    return Optional.ofNullable(pair.key()).orElse("*")
        + "="
        + Optional.ofNullable(pair.value()).orElse("");
  }

  /** Why a value is none, in AWS's manner; empty when it is one. */
  Optional<AwsError> objection(String value) {
    boolean isBlock = Cidr.parseExact(value).isPresent() || IPV6_BLOCK.matcher(value).matches();
    if (this == SOURCE && !isBlock) {
      return Optional.of(ListenerErrors.sourceIpInvalid(value));
    }
    if (this == QUERY && value.endsWith("=")) {
      return Optional.of(ListenerErrors.queryStringValueMissing());
    }
    return Optional.empty();
  }

  /** Whether an address lies in a block. */
  static boolean has(String block, String address) {
    return Cidr.parse(block).filter(each -> each.contains(address)).isPresent();
  }
}
