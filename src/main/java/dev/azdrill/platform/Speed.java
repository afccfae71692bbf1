package dev.azdrill.platform;

import dev.azdrill.text.Printable;
import java.util.regex.Pattern;

/**
 * How fast virtual time passes where it follows the wall clock: virtual seconds per second.
 *
 * <p>The bounds are azdrill's own: slower than {@link #MIN} nothing would seem to happen, and
 * faster than {@link #MAX} (a day per second) even the shortest poll would miss what it waits for.
 */
public final class Speed {
  public static final double MIN = 0.01;
  public static final double MAX = 86_400;

  /** Decimal digits alone: NaN, Infinity, 1e9 and 0x1p3 are numbers to Java, but not here. */
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

  private Speed() {}

  /**
   * Reads a speed such as {@code 60} or {@code 0.5}.
   *
   * @param source what said it, such as {@code --speed}
   * @throws PlatformException when it is not a number within the bounds
   */
  public static double parse(String source, String text) {
    if (DECIMAL.matcher(text).matches()) {
      double speed = Double.parseDouble(text);
      if (speed >= MIN && speed <= MAX) {
        return speed;
      }
    }
    throw new PlatformException(
        "expected "
            + source
            + " to be a number from 0.01 to 86400, saw "
            + Printable.quoted(text)
            + ": 1 is real time, 60 is a minute per second");
  }

  /** The speed as {@link #parse} reads it, without a fraction where it has none. */
  public static String words(double speed) {
    return speed == Math.rint(speed) ? String.valueOf((long) speed) : String.valueOf(speed);
  }
}
