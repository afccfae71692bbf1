package dev.azdrill.simulator.elbv2;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The HTTP statuses that pass a health check: {@code 200}, {@code 200,301} or {@code 200-299}.
 *
 * @param ranges at least one
 */
record StatusMatcher(List<Range> ranges) {
  private static final Pattern FORM = Pattern.compile("\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*");
  private static final int MIN = 200;

  /** Both ends belong to it. */
  record Range(int from, int to) {}

  StatusMatcher {
    ranges = List.copyOf(ranges);
  }

  /**
   * What a target group's matcher says, or AWS's refusal.
   *
   * @param max the greatest status that may pass
   */
  static StatusMatcher parse(String codes, int max) {
    if (!FORM.matcher(codes).matches()) {
      throw refusal(codes, max);
    }
    List<Range> ranges = new ArrayList<>();
    for (String part : codes.split(",", -1)) {
      int from = Integer.parseInt(part.substring(0, 3));
      int to = Integer.parseInt(part.substring(part.length() - 3));
      if (from < MIN || to < from || to > max) {
        throw refusal(codes, max);
      }
      ranges.add(new Range(from, to));
    }
    return new StatusMatcher(ranges);
  }

  private static RuntimeException refusal(String codes, int max) {
    return TargetGroupErrors.healthCheckMatcherInvalid(codes, MIN, max);
  }

  boolean passes(int status) {
    for (Range range : ranges) {
      if (range.from <= status && status <= range.to) {
        return true;
      }
    }
    return false;
  }
}
