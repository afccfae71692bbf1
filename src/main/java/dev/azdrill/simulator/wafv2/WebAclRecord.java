package dev.azdrill.simulator.wafv2;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatement;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.WebACL;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/** One web ACL: its settings, its lock token, its tags, what its rate rules have counted. */
final class WebAclRecord {
  /** What AWS evaluates unless a rate rule says otherwise: five minutes. */
  private static final long WINDOW_SECONDS = 300;

  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, RateLimit> limits = new LinkedHashMap<>();
  private WebACL settings;
  private List<Rule> inOrder;
  private String lockToken;

  WebAclRecord(WebACL settings, String lockToken) {
    this.settings = settings;
    this.inOrder = inOrder(settings);
    this.lockToken = lockToken;
  }

  String arn() {
    return settings.arn();
  }

  String name() {
    return settings.name();
  }

  String id() {
    return settings.id();
  }

  WebACL describe() {
    return settings;
  }

  String lockToken() {
    return lockToken;
  }

  Map<String, String> tags() {
    return tags;
  }

  /** Rules of a name that stays go on counting. */
  void change(WebACL to, String nextLockToken) {
    settings = to;
    inOrder = inOrder(to);
    lockToken = nextLockToken;
    limits.keySet().retainAll(to.rules().stream().map(Rule::name).toList());
  }

  WebACLSummary summarise() {
    return WebACLSummary.builder()
        .name(name())
        .id(id())
        .arn(arn())
        .description(settings.description())
        .lockToken(lockToken)
        .build();
  }

  /** Counts a request by every rate rule; whether the first rule that ends it blocks it. */
  boolean blocks(String client, Instant now, Statements statements) {
    Boolean decided = null;
    for (Rule rule : inOrder) {
      boolean applies = applies(rule, client, now, statements);
      boolean ends = rule.action() != null && rule.action().count() == null;
      if (decided == null && applies && ends) {
        decided = rule.action().block() != null;
      }
    }
    return decided == null ? settings.defaultAction().block() != null : decided;
  }

  private static List<Rule> inOrder(WebACL settings) {
    return settings.rules().stream().sorted(Comparator.comparing(Rule::priority)).toList();
  }

  private boolean applies(Rule rule, String client, Instant now, Statements statements) {
    RateBasedStatement rate = rule.statement().rateBasedStatement();
    if (rate == null) {
      return statements.matches(rule.statement(), client);
    }
    if (rate.scopeDownStatement() != null
        && !statements.matches(rate.scopeDownStatement(), client)) {
      return false;
    }
    Long window = rate.evaluationWindowSec();
    return limits
        .computeIfAbsent(rule.name(), name -> new RateLimit())
        .isExceeded(
            client,
            now,
            rate.limit(),
            Duration.ofSeconds(window == null ? WINDOW_SECONDS : window));
  }
}
