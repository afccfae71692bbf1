package dev.azdrill.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes user names, passwords and queries out of URLs before they are shown. */
public final class Redaction {
  private static final String HIDDEN = "***@";

  /** From the scheme to the last @ of a word: passwords that are not escaped may hold others. */
  private static final Pattern CREDENTIALS = Pattern.compile("://[^\\s'\"]*@");

  /** What follows the ? of a URL, or its #: a token may stand there. */
  private static final Pattern QUERY = Pattern.compile("(://[^\\s'\"?#]*[?#])[^\\s'\"]+");

  private static final Pattern ALL_AFTER = Pattern.compile("([?#]).+", Pattern.DOTALL);

  private Redaction() {}

  /** A message that may contain URLs, without their user names, passwords and queries. */
  public static String message(String text) {
    String named = CREDENTIALS.matcher(text).replaceAll("://" + Matcher.quoteReplacement(HIDDEN));
    return QUERY.matcher(named).replaceAll("$1***");
  }

  /**
   * A text that is meant as one URL, without its user name, password and query. Unlike {@link
   * #message} it also finds them in what is no well-formed URL: without a scheme, with spaces or
   * quotes.
   */
  public static String url(String text) {
    return ALL_AFTER.matcher(named(text)).replaceFirst("$1***");
  }

  private static String named(String text) {
    int end = text.lastIndexOf('@');
    if (end < 0) {
      return text;
    }
    int scheme = text.indexOf("://");
    String start = scheme >= 0 && scheme < end ? text.substring(0, scheme + 3) : "";
    return start + HIDDEN + text.substring(end + 1);
  }
}
