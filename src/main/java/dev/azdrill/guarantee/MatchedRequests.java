package dev.azdrill.guarantee;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.wafv2.model.ByteMatchStatement;
import software.amazon.awssdk.services.wafv2.model.ComparisonOperator;
import software.amazon.awssdk.services.wafv2.model.FieldToMatch;
import software.amazon.awssdk.services.wafv2.model.PositionalConstraint;
import software.amazon.awssdk.services.wafv2.model.RegexMatchStatement;
import software.amazon.awssdk.services.wafv2.model.SizeConstraintStatement;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.TextTransformation;
import software.amazon.awssdk.services.wafv2.model.TextTransformationType;

/**
 * Which requests a statement of a web ACL matches, told by the addresses of their clients. What it
 * asks of anything else than an address, some requests have and others not, except that the path of
 * every request begins with a slash.
 *
 * @param certain addresses of which it matches every request
 * @param possible addresses of which it matches some requests, or it cannot be told
 */
record MatchedRequests(AddressSet certain, AddressSet possible) {
  private static final MatchedRequests EVERY =
      new MatchedRequests(AddressSet.INTERNET, AddressSet.INTERNET);
  private static final MatchedRequests NONE = new MatchedRequests(AddressSet.NONE, AddressSet.NONE);
  private static final MatchedRequests SOME =
      new MatchedRequests(AddressSet.NONE, AddressSet.INTERNET);

  private static final String SLASH = "/";

  private static final Set<String> OF_ANY_PATH =
      Set.of(
          ".*", "^.*", ".*$", "^.*$", "(.*)", "^(.*)$", ".+", "^.+", ".+$", "^.+$", "/", "^/",
          "^/.*", "^/.*$", "/.*", "\\/", "^\\/", "^\\/.*", "^\\/.*$");

  /** Those that leave a path that begins with a slash one that does. */
  private static final Set<TextTransformationType> HARMLESS =
      Set.of(
          TextTransformationType.NONE,
          TextTransformationType.LOWERCASE,
          TextTransformationType.URL_DECODE,
          TextTransformationType.NORMALIZE_PATH);

  /**
   * Those that this statement matches; without one that cannot be told.
   *
   * @param sets where the sets of addresses are looked up that it refers to
   */
  static MatchedRequests by(@Nullable Statement statement, ReferredIpSets sets) {
    if (statement == null) {
      return SOME;
    }
    if (statement.notStatement() != null) {
      return by(statement.notStatement().statement(), sets).others();
    }
    if (statement.andStatement() != null) {
      return statement.andStatement().statements().stream()
          .map(each -> by(each, sets))
          .reduce(EVERY, MatchedRequests::and);
    }
    if (statement.orStatement() != null) {
      return statement.orStatement().statements().stream()
          .map(each -> by(each, sets))
          .reduce(NONE, MatchedRequests::or);
    }
    if (statement.rateBasedStatement() != null) {
      Statement counted = statement.rateBasedStatement().scopeDownStatement();
      return new MatchedRequests(
          AddressSet.NONE, counted == null ? AddressSet.INTERNET : by(counted, sets).possible());
    }
    if (statement.ipSetReferenceStatement() != null) {
      return sets.of(statement.ipSetReferenceStatement())
          .map(each -> new MatchedRequests(each, each))
          .orElse(SOME);
    }
    return matchesEvery(statement) ? EVERY : SOME;
  }

  /** Whether it matches every request of everybody. */
  boolean isEvery() {
    return certain.equals(AddressSet.INTERNET);
  }

  private MatchedRequests others() {
    return new MatchedRequests(possible.others(), certain.others());
  }

  private MatchedRequests and(MatchedRequests other) {
    return new MatchedRequests(certain.and(other.certain), possible.and(other.possible));
  }

  private MatchedRequests or(MatchedRequests other) {
    return new MatchedRequests(certain.or(other.certain), possible.or(other.possible));
  }

  private static boolean matchesEvery(Statement statement) {
    return matchesEvery(statement.byteMatchStatement())
        || matchesEvery(statement.regexMatchStatement())
        || matchesEvery(statement.sizeConstraintStatement());
  }

  private static boolean matchesEvery(@Nullable ByteMatchStatement bytes) {
    return bytes != null
        && bytes.searchString() != null
        && bytes.searchString().asUtf8String().equals(SLASH)
        && (bytes.positionalConstraint() == PositionalConstraint.STARTS_WITH
            || bytes.positionalConstraint() == PositionalConstraint.CONTAINS)
        && isPath(bytes.fieldToMatch(), bytes.textTransformations());
  }

  private static boolean matchesEvery(@Nullable RegexMatchStatement regex) {
    return regex != null
        && OF_ANY_PATH.contains(regex.regexString())
        && isPath(regex.fieldToMatch(), regex.textTransformations());
  }

  /** No path is empty. */
  private static boolean matchesEvery(@Nullable SizeConstraintStatement size) {
    if (size == null || size.size() == null) {
      return false;
    }
    long allowed = size.size();
    ComparisonOperator operator = size.comparisonOperator();
    boolean holds =
        (operator == ComparisonOperator.GE && allowed <= 1)
            || (operator == ComparisonOperator.GT && allowed == 0)
            || (operator == ComparisonOperator.NE && allowed == 0);
    return holds && isPath(size.fieldToMatch(), size.textTransformations());
  }

  private static boolean isPath(
      @Nullable FieldToMatch field, Iterable<TextTransformation> transformations) {
    for (TextTransformation each : transformations) {
      if (!HARMLESS.contains(each.type())) {
        return false;
      }
    }
    return field != null && field.uriPath() != null;
  }
}
