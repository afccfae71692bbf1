package dev.azdrill.simulator.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What a service's model says of a member's value.
 *
 * @param min the least length of a text, of bytes, a list or a map; the least value of a number
 * @param max the greatest
 * @param pattern that a text matches as a whole
 * @param words that a text may be
 * @param member what is said of each member of a list
 */
record MemberConstraint(
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    Optional<Pattern> pattern,
    List<String> words,
    Optional<MemberConstraint> member) {

  /** What a value breaks, as AWS says it: {@code Member must have length less than ...}. */
  List<String> brokenBy(Object value) {
    List<String> broken = new ArrayList<>();
    String measure = value instanceof Number ? "value" : "length";
    BigDecimal size = size(value);
    min.filter(least -> size.compareTo(least) < 0)
        .ifPresent(
            least -> broken.add("have " + measure + " greater than or equal to " + plain(least)));
    max.filter(most -> size.compareTo(most) > 0)
        .ifPresent(most -> broken.add("have " + measure + " less than or equal to " + plain(most)));
    if (value instanceof String text) {
      pattern
          .filter(each -> !each.matcher(text).matches())
          .ifPresent(each -> broken.add("satisfy regular expression pattern: " + each));
      if (!words.isEmpty() && !words.contains(text)) {
        broken.add("satisfy enum value set: [" + String.join(", ", words) + "]");
      }
    }
    return broken.stream().map(each -> "Member must " + each).toList();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal size(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    if (value instanceof SdkBytes bytes) {
      return BigDecimal.valueOf(bytes.asByteArrayUnsafe().length);
    }
    if (value instanceof Collection<?> list) {
      return BigDecimal.valueOf(list.size());
    }
    if (value instanceof Map<?, ?> map) {
      return BigDecimal.valueOf(map.size());
    }
    String text = String.valueOf(value);
    return BigDecimal.valueOf(text.codePointCount(0, text.length()));
  }
}
