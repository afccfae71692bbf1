package dev.azdrill.drill;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of the group's instances in service may be affected at once.
 *
 * @param number 0 or more
 * @param isPercent whether of a hundred instances
 */
public record TargetLimit(int number, boolean isPercent) {
  /** As people type it. */
  private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,5})( ?%)?");

  private static final int PERCENT = 100;

  public TargetLimit {
    if (number < 0 || (isPercent && number > PERCENT)) {
      throw new IllegalArgumentException(
          "expected a number of instances or a percentage up to 100, saw " + number);
    }
  }

  /** The limit that is typed as {@code 2} or {@code 50%}; empty when it is none. */
  public static Optional<TargetLimit> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(form.group(1));
    boolean isPercent = form.group(2) != null;
    return isPercent && number > PERCENT
        ? Optional.empty()
        : Optional.of(new TargetLimit(number, isPercent));
  }

  /** Whether so many are more than it allows. */
  boolean isExceeded(int affected, int inService) {
    return isPercent ? affected * PERCENT > number * inService : affected > number;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return number + (isPercent ? "%" : "");
  }
}
