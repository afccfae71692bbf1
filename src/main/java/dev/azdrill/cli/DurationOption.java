package dev.azdrill.cli;

import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as people type it: {@code 90s}, {@code 90 seconds}, {@code 2min}, {@code PT2M}. */
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return DurationText.parse(text.strip())
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected a duration such as 90s, 2min or PT2M, saw "
                        + Printable.quoted(text)));
  }
}
