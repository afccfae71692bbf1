package dev.azdrill.guarantee;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatement;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.Rule;

/**
 * The rules of a web ACL that block whoever asks too often, and count every request: fewer than one
 * request per second is less than azdrill's own clients send, each from an address of its own.
 */
record RateLimits(List<Rule> rules, ReferredIpSets sets) {
  /** What AWS evaluates unless a rule says otherwise. */
  private static final long WINDOW_SECONDS = 300;

  /** One that counts the requests of all clients together, and soon blocks them all. */
  Optional<String> ofEverybody() {
    return low()
        .filter(
            each -> rate(each).aggregateKeyType() == RateBasedStatementAggregateKeyType.CONSTANT)
        .map(
            each ->
                "its rule "
                    + each.name()
                    + " lets "
                    + numbers(each)
                    + " of all clients together pass, and blocks every other")
        .findFirst();
  }

  /** What is to be said of those that are low. */
  List<String> notes() {
    return low()
        .map(
            each ->
                "its rule "
                    + each.name()
                    + " lets only "
                    + numbers(each)
                    + " of "
                    + whom(each)
                    + " pass: clients of a drill send one per second each")
        .toList();
  }

  private Stream<Rule> low() {
    return rules.stream()
        .filter(each -> each.action() != null && each.action().block() != null)
        .filter(each -> each.statement() != null && each.statement().rateBasedStatement() != null)
        .filter(each -> rate(each).limit() != null && rate(each).limit() < window(each))
        .filter(
            each ->
                rate(each).scopeDownStatement() == null
                    || MatchedRequests.by(rate(each).scopeDownStatement(), sets).isEvery());
  }

  private static RateBasedStatement rate(Rule rule) {
    return rule.statement().rateBasedStatement();
  }

  private static long window(Rule rule) {
    Long window = rate(rule).evaluationWindowSec();
    return window == null ? WINDOW_SECONDS : window;
  }

  private static String numbers(Rule rule) {
    return rate(rule).limit() + " requests in " + window(rule) + " s";
  }

  private static String whom(Rule rule) {
    return switch (rate(rule).aggregateKeyType()) {
      case IP, FORWARDED_IP -> "one client address";
      case CONSTANT -> "all clients together";
      case CUSTOM_KEYS, UNKNOWN_TO_SDK_VERSION -> "all that share its keys";
    };
  }
}
