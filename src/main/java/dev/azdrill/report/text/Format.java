package dev.azdrill.report.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** How numbers and times are written in reports and on the terminal, the same on every machine. */
public final class Format {
  private static final String MINUS = "\u2212";

  private static final DateTimeFormatter DATE = formatter("uuuu-MM-dd");
  private static final DateTimeFormatter CLOCK = formatter("HH:mm:ss");
  private static final DateTimeFormatter CLOCK_MILLIS = formatter("HH:mm:ss.SSS");

  private Format() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** {@code 1,320} or {@code 58.25}: seconds without their unit, to the millisecond. */
  public static String seconds(Duration duration) {
    return decimal(exactSeconds(duration).abs(), 3, duration.isNegative());
  }

  /** {@code +58} or {@code −12}: seconds before or after something, without their unit. */
  public static String offset(Duration duration) {
    return (duration.isNegative() ? "" : "+") + seconds(duration);
  }

  /** {@code 58 s}, {@code 6 min 30 s}, {@code 1 h 5 min}. */
  public static String duration(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
      return seconds(duration) + " s";
    }
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    Duration rest = duration.minusMinutes(duration.toMinutes());
    StringBuilder words = new StringBuilder();
    if (hours > 0) {
      words.append(hours).append(" h");
    }
    if (minutes > 0) {
      words.append(words.isEmpty() ? "" : " ").append(minutes).append(" min");
    }
    if (!rest.isZero()) {
      words.append(' ').append(seconds(rest)).append(" s");
    }
    return words.toString();
  }

  /** Seconds as a number that lost nothing. */
  public static BigDecimal exactSeconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9))
        .stripTrailingZeros();
  }

  /** {@code 58.250}, as JUnit's format has it. */
  public static String plainSeconds(Duration duration) {
    return exactSeconds(duration).setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  /** {@code 2026-11-23}. */
  public static String date(Instant instant) {
    return DATE.format(instant);
  }

  /** {@code 10:04:12}, with milliseconds where there are any. */
  public static String clock(Instant instant) {
    return (instant.get(ChronoField.MILLI_OF_SECOND) == 0 ? CLOCK : CLOCK_MILLIS).format(instant);
  }

  /** {@code 2026-11-23 10:04:12 UTC}. */
  public static String moment(Instant instant) {
    return date(instant) + " " + clock(instant) + " UTC";
  }

  /** {@code 2,400}. */
  public static String count(long number) {
    return number < 0
        ? "-" + grouped(Long.toString(number).substring(1))
        : grouped(Long.toString(number));
  }

  /** {@code 1,200.5}: a number with at most three decimals. */
  public static String number(double number) {
    return Double.isFinite(number)
        ? decimal(BigDecimal.valueOf(Math.abs(number)), 3, number < 0)
        : Double.toString(number);
  }

  /** {@code 1 drill}, {@code 2 drills}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /**
   * {@code 98.37 %}: how many of {@code all} are left without {@code part}. Rounded down, so that
   * nothing is ever a hundred percent that is not.
   */
  public static String shareWithout(long part, long all) {
    BigDecimal share =
        BigDecimal.valueOf(100)
            .multiply(BigDecimal.valueOf(all - part))
            .divide(BigDecimal.valueOf(all), 2, RoundingMode.FLOOR);
    return decimal(share, 2, false) + " %";
  }

  /** {@code 37.5%}: a coordinate in SVG. */
  public static String percent(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString() + "%";
  }

  /** Without {@code java.text}: a report has hundreds of thousands of numbers. */
  private static String decimal(BigDecimal number, int decimals, boolean negative) {
    String plain =
        number.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    return (negative ? MINUS : "") + grouped(whole) + plain.substring(whole.length());
  }

  private static String grouped(String digits) {
    if (digits.length() <= 3) {
      return digits;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }
}
