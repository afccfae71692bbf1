package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people see: lines that stay on the standard output, and one line of progress that is written
 * over, on the error output and only where that is a terminal.
 */
final class Terminal {
  private static final Pattern STYLE = Pattern.compile("\u001b\\[(0|1|2|31|32|33)m");

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colour;
  private final boolean live;
  private boolean progressShown;

  Terminal(PrintWriter out, PrintWriter err, boolean colour, boolean live) {
    this.out = out;
    this.err = err;
    this.colour = colour;
    this.live = live;
  }

  /**
   * A terminal as the environment says: colour only where somebody looks, and never when NO_COLOR
   * is set.
   */
  static Terminal of(PrintWriter out, PrintWriter err) {
    boolean someoneLooks = isTerminal() && !"dumb".equals(System.getenv("TERM"));
    boolean noColour = System.getenv("NO_COLOR") != null;
    return new Terminal(out, err, someoneLooks && !noColour, someoneLooks);
  }

  /**
   * Up to JDK 21 there is a console only on a terminal; later ones always have one and say whether
   * it is.
   */
  private static boolean isTerminal() {
    return Optional.ofNullable(System.console())
        .map(
            console -> {
              try {
                return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
              } catch (ReflectiveOperationException olderJdk) {
                return true;
              }
            })
        .orElse(false);
  }

  /** A verdict, in its colour. */
  String verdict(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> good(verdict.name());
      case INCONCLUSIVE -> warn(verdict.name());
      case FAILED, UNSAFE -> bad(verdict.name());
    };
  }

  /** Prints one line: whatever in it did not come from {@link #bold} and its like is harmless. */
  void line(String text) {
    clearProgress();
    out.println(safe(text));
    out.flush();
  }

  /**
   * The text without what could move the cursor or forge another line: names, seeds, addresses and
   * a server's replies are part of what is printed. Of escape sequences only the few colours of
   * this class are left.
   */
  private String safe(String text) {
    if (!colour) {
      return Printable.line(text);
    }
    StringBuilder safe = new StringBuilder();
    Matcher style = STYLE.matcher(text);
    int from = 0;
    while (style.find()) {
      safe.append(Printable.line(text.substring(from, style.start()))).append(style.group());
      from = style.end();
    }
    return safe.append(Printable.line(text.substring(from))).toString();
  }

  /** Prints one line on the error output; as harmless as {@link #line}. */
  void error(String text) {
    clearProgress();
    err.println(safe(text));
    err.flush();
  }

  /** Replaces the line of progress. */
  void progress(String text) {
    if (live) {
      err.print("\r\u001b[K" + safe(text));
      err.flush();
      progressShown = true;
    }
  }

  private void clearProgress() {
    if (progressShown) {
      err.print("\r\u001b[K");
      err.flush();
      progressShown = false;
    }
  }

  String bold(String text) {
    return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  String dim(String text) {
    return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
  }

  String good(String text) {
    return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  String warn(String text) {
    return colour ? "\u001b[33m" + text + "\u001b[0m" : text;
  }

  String bad(String text) {
    return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  /** {@code 42 s}, {@code 3 min 5 s}, {@code 1 h 2 min}: rounded up. */
  static String words(Duration duration) {
    long seconds = DurationText.seconds(duration);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds % 60 == 0
          ? seconds / 60 + " min"
          : seconds / 60 + " min " + seconds % 60 + " s";
    }
    long minutes = (seconds + 59) / 60;
    return minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** {@code 0.42 s} of the wall clock. */
  static String wall(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }
}
