package dev.azdrill.simulator.wafv2;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.wafv2.model.IPSetReferenceStatement;
import software.amazon.awssdk.services.wafv2.model.Statement;

/**
 * What statements of web ACLs match, beside those that count: addresses in a set, and what is put
 * together from that. No request of a simulated client is one that a managed rule group matches.
 *
 * <p>Source: AWS WAF Developer Guide, "Using rule statements in AWS WAF".
 */
final class Statements {
  private static final int MEMBERS_MIN = 2;

  private final IpSets sets;

  Statements(IpSets sets) {
    this.sets = sets;
  }

  /** Whether a request of this client is one that a statement matches. */
  boolean matches(Statement statement, String client) {
    if (statement.ipSetReferenceStatement() != null) {
      return sets.contains(statement.ipSetReferenceStatement().arn(), client);
    }
    if (statement.notStatement() != null) {
      return !matches(statement.notStatement().statement(), client);
    }
    if (statement.andStatement() != null) {
      return statement.andStatement().statements().stream().allMatch(each -> matches(each, client));
    }
    return statement.orStatement() != null
        && statement.orStatement().statements().stream().anyMatch(each -> matches(each, client));
  }

  /** Refuses a statement of a rule that names what is not there, or is put together wrongly. */
  void check(String rule, Statement statement) {
    parts(statement).forEach(each -> checkNested(rule, each));
    if (Stream.of(
                statement.rateBasedStatement(),
                statement.managedRuleGroupStatement(),
                statement.ipSetReferenceStatement(),
                statement.notStatement(),
                statement.andStatement(),
                statement.orStatement())
            .filter(each -> each != null)
            .count()
        != 1) {
      throw WafErrors.statementNotSingle(rule);
    }
    IPSetReferenceStatement reference = statement.ipSetReferenceStatement();
    if (reference != null && !sets.exists(reference.arn())) {
      throw WafErrors.referenceNotFound(reference.arn());
    }
    boolean isCombined = statement.andStatement() != null || statement.orStatement() != null;
    if (isCombined && parts(statement).size() < MEMBERS_MIN) {
      throw WafErrors.statementsTooFew(rule);
    }
  }

  private void checkNested(String rule, Statement part) {
    if (part.rateBasedStatement() != null || part.managedRuleGroupStatement() != null) {
      throw WafErrors.statementNotNestable(rule);
    }
    check(rule, part);
  }

  /**
   * Whether a statement that stands elsewhere asks of nothing but which of the known sets has the
   * address of the connection.
   */
  boolean isOfAddresses(Statement statement) {
    IPSetReferenceStatement reference = statement.ipSetReferenceStatement();
    if (reference != null) {
      return reference.ipSetForwardedIPConfig() == null && sets.exists(reference.arn());
    }
    boolean isCombined =
        statement.notStatement() != null
            || statement.andStatement() != null
            || statement.orStatement() != null;
    return isCombined && parts(statement).stream().allMatch(this::isOfAddresses);
  }

  /** The statements of which it is put together; none where it stands for itself. */
  static List<Statement> parts(Statement statement) {
    if (statement.notStatement() != null) {
      return List.of(statement.notStatement().statement());
    }
    if (statement.andStatement() != null) {
      return statement.andStatement().statements();
    }
    if (statement.orStatement() != null) {
      return statement.orStatement().statements();
    }
    return Stream.ofNullable(statement.rateBasedStatement())
        .flatMap(each -> Stream.ofNullable(each.scopeDownStatement()))
        .toList();
  }

  /** The ARNs of the sets to which it refers, however deep. */
  static Stream<String> references(Statement statement) {
    return Stream.concat(
        Stream.ofNullable(statement.ipSetReferenceStatement()).map(IPSetReferenceStatement::arn),
        parts(statement).stream().flatMap(Statements::references));
  }
}
