package dev.azdrill.cli;

import dev.azdrill.text.Printable;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code --seed}. A run's seed is the value of the tag {@code azdrill:run} of all that it
 * makes, and is printed to be copied: so it can only be what AWS takes as the value of a tag.
 *
 * <p>Source: Tagging AWS Resources User Guide, "Tag naming limits and requirements"; Elastic Load
 * Balancing API Reference (version 2015-12-01), "Tag" (no beginning {@code aws:}).
 */
final class RandomSeed implements ITypeConverter<String> {
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]+");
  static final int LENGTH_MAX = 256;

  @Override
  public String convert(String text) {
    if (text.length() > LENGTH_MAX
        || !TAG_VALUE.matcher(text).matches()
        || text.startsWith("aws:")) {
      throw new TypeConversionException(
          "expected 1 to "
              + LENGTH_MAX
              + " letters, digits, spaces and _.:/=+@-, not beginning with aws:, saw "
              + Printable.quoted(text));
    }
    return text;
  }
}
