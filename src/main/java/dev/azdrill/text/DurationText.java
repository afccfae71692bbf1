package dev.azdrill.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them, the same in options and in files: {@code 90s}, {@code 90
 * seconds}, {@code 2min}, {@code 1h}, or in the form of ISO 8601, {@code PT1H30M} and {@code
 * PT0.5S}. Never negative; no number has more than six digits.
 */
public final class DurationText {
  private static final String NUMBER = "(0|[1-9][0-9]{0,5})";
  private static final int NUMBER_MAX = 999_999;

  private static final Pattern AMOUNT =
      Pattern.compile(NUMBER + " ?(s|sec|seconds?|m|min|minutes?|h|hours?)");

  private static final Pattern ISO =
      Pattern.compile(
          "PT(?=[0-9])(?:"
              + NUMBER
              + "H)?(?:"
              + NUMBER
              + "M)?(?:"
              + NUMBER
              + "(\\.[0-9]{1,9})?S)?");

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  private DurationText() {}

  /** The duration that a text names; empty when it names none. */
  public static Optional<Duration> parse(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return ISO.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
    }
    long many = Long.parseLong(amount.group(1));
    return Optional.of(
        switch (amount.group(2).charAt(0)) {
          case 's' -> Duration.ofSeconds(many);
          case 'm' -> Duration.ofMinutes(many);
          default -> Duration.ofHours(many);
        });
  }

  /** Whole seconds, rounded up: what took 20.7 s had not come after 20 s. */
  public static long seconds(Duration duration) {
    return duration.plusNanos(NANOS_PER_SECOND - 1).toSeconds();
  }

  /**
   * The text that {@link #parse} reads as this duration.
   *
   * @throws IllegalArgumentException when it is negative, or longer than can be written
   */
  public static String of(Duration duration) {
    long seconds = duration.getSeconds();
    if (duration.getNano() == 0 && seconds >= 0 && seconds <= NUMBER_MAX) {
      if (seconds % SECONDS_PER_HOUR == 0 && seconds > 0) {
        return seconds / SECONDS_PER_HOUR + "h";
      }
      return seconds % SECONDS_PER_MINUTE == 0 && seconds > 0
          ? seconds / SECONDS_PER_MINUTE + "min"
          : seconds + "s";
    }
    return iso(duration);
  }

  private static String iso(Duration duration) {
    long hours = Math.min(duration.toHours(), NUMBER_MAX);
    Duration rest = duration.minusHours(hours);
    long minutes = Math.min(rest.toMinutes(), NUMBER_MAX);
    rest = rest.minusMinutes(minutes);
    if (duration.isNegative() || rest.getSeconds() > NUMBER_MAX) {
      throw new IllegalArgumentException(
          "expected a duration that is not negative and shorter than a million hours, saw "
              + duration);
    }
    StringBuilder text = new StringBuilder("PT");
    if (hours > 0) {
      text.append(hours).append('H');
    }
    if (minutes > 0) {
      text.append(minutes).append('M');
    }
    return text.append(rest.getSeconds()).append(fraction(rest.getNano())).append('S').toString();
  }

  private static String fraction(int nanos) {
    return nanos == 0 ? "" : "." + String.valueOf(NANOS_PER_SECOND + nanos).substring(1);
  }
}
