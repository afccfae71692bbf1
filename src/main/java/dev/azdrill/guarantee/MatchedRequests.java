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
 * Which requests a statement of a web ACL matches, as far as that is the same for all of them. The
 * path of every request begins with a slash; what else may be in one, or which addresses a set has,
 * is not known.
 */
enum MatchedRequests {
  EVERY,
  NONE,
  /** Some, or it cannot be told. */
  SOME;

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

  /** Those that this statement matches; without one that cannot be told. */
  static MatchedRequests by(@Nullable Statement statement) {
    if (statement == null) {
      return SOME;
    }
    if (statement.notStatement() != null) {
      return by(statement.notStatement().statement()).others();
    }
    if (statement.andStatement() != null) {
      return statement.andStatement().statements().stream()
          .map(MatchedRequests::by)
          .reduce(EVERY, MatchedRequests::and);
    }
    if (statement.orStatement() != null) {
      return statement.orStatement().statements().stream()
          .map(each -> by(each).others())
          .reduce(EVERY, MatchedRequests::and)
          .others();
    }
    return matchesEvery(statement) ? EVERY : SOME;
  }

  private MatchedRequests others() {
    return switch (this) {
      case EVERY -> NONE;
      case NONE -> EVERY;
      case SOME -> SOME;
    };
  }

  private MatchedRequests and(MatchedRequests other) {
    if (this == NONE || other == NONE) {
      return NONE;
    }
    return this == EVERY && other == EVERY ? EVERY : SOME;
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
