package dev.azdrill.yaml;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes texts so that YAML reads them as texts again. */
public final class YamlText {
  /**
   * Two words or more, joined by spaces or hyphens: no version of YAML takes them for a number, a
   * truth value or a date.
   */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)+");

  private YamlText() {}

  /** The text as it is where that is unmistakable, else in double quotes with YAML's escapes. */
  public static String of(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            each -> {
              if (each == '"' || each == '\\') {
                quoted.append('\\').appendCodePoint(each);
              } else if (each >= ' ' && each <= '~') {
                quoted.appendCodePoint(each);
              } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08x", each));
              }
            });
    return quoted.append('"').toString();
  }
}
