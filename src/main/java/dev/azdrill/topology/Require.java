package dev.azdrill.topology;

import dev.azdrill.text.Printable;
import java.time.Duration;
import java.util.regex.Pattern;

/** The checks that several parts of a blueprint share. */
final class Require {
  private static final int PORT_MAX = 65_535;

  private Require() {}

  /**
   * A text of a form.
   *
   * @param longest how many characters it may have: looked at first, so that no pattern meets more
   * @param expected what the form is called
   * @param example a text of the form
   */
  static void text(
      String path, Pattern form, int longest, String text, String expected, String example) {
    if (text.length() > longest) {
      throw new BlueprintException(
          path,
          expected + " of at most " + longest + " characters",
          text.length() + " characters: " + Printable.quoted(text),
          "shorten it");
    }
    if (!form.matcher(text).matches()) {
      throw new BlueprintException(
          path, expected, Printable.quoted(text), "write one such as " + example);
    }
  }

  /** A number within bounds, both allowed. */
  static void range(String path, int value, int min, int max) {
    if (value < min || value > max) {
      throw new BlueprintException(
          path,
          "a number from " + min + " to " + max + ", as AWS allows",
          String.valueOf(value),
          value < min ? "raise it" : "lower it");
    }
  }

  /** Whole seconds within bounds, both allowed. */
  static void seconds(String path, Duration duration, long min, long max) {
    if (duration.toSeconds() < min
        || duration.toSeconds() > max
        || !duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
      throw new BlueprintException(
          path,
          "whole seconds from " + min + "s to " + max + "s, as AWS allows",
          duration.toMillis() / 1000.0 + " s",
          duration.toSeconds() < min ? "lengthen it" : "shorten it");
    }
  }

  /** A TCP port. */
  static void port(String path, int port) {
    if (port < 1 || port > PORT_MAX) {
      throw new BlueprintException(
          path, "a port from 1 to " + PORT_MAX, String.valueOf(port), "change it");
    }
  }
}
