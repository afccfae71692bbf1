package dev.azdrill.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as people type it: {@code 90s}, {@code 90 seconds}, {@code 2min}, {@code PT2M}. */
final class DurationOption implements ITypeConverter<Duration> {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([a-z]*)");

  @Override
  public Duration convert(String text) {
    Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!amount.matches()) {
      return iso(text);
    }
    long many = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "s", "sec", "second", "seconds" -> Duration.ofSeconds(many);
      case "m", "min", "minute", "minutes" -> Duration.ofMinutes(many);
      case "h", "hour", "hours" -> Duration.ofHours(many);
      default -> throw refused(text);
    };
  }

  private static Duration iso(String text) {
    try {
      Duration duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException notIso) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "expected a duration such as 90s, 2min or PT2M, saw '" + text + "'");
  }
}
