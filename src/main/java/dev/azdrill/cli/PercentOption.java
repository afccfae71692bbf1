package dev.azdrill.cli;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A percentage as people type it: {@code 99.9} or {@code 99.9%}. */
final class PercentOption implements ITypeConverter<BigDecimal> {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s*%?");

  @Override
  public BigDecimal convert(String text) {
    var percent = PERCENT.matcher(text.strip());
    if (percent.matches()) {
      BigDecimal value = new BigDecimal(percent.group(1));
      if (value.signum() > 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return value;
      }
    }
    throw new TypeConversionException(
        "expected a percentage above 0 and up to 100, saw '" + text + "'");
  }
}
