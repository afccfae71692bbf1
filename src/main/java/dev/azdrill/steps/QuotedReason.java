package dev.azdrill.steps;

import java.util.regex.Pattern;

/**
 * Words of a reason, as a sentence of a feature quotes them. They stand in the reason as whole
 * words, and are enough of them that not every reason has them.
 */
record QuotedReason(String words) {
  private static final int CHARACTERS_MIN = 10;

  /**
   * Those of a sentence.
   *
   * @throws IllegalStateException when they are in too many reasons: the scenario is broken off
   */
  static QuotedReason of(String words, ScenarioContext context) {
    QuotedReason reason = new QuotedReason(words);
    if (!reason.isTelling()) {
      throw context.outOfOrder(reason.advice());
    }
    return reason;
  }

  /** Whether this tells one reason from another. */
  boolean isTelling() {
    return words.strip().length() >= CHARACTERS_MIN;
  }

  /** What is to be quoted instead. */
  String advice() {
    return "expected at least "
        + CHARACTERS_MIN
        + " characters of the reason in quotes, saw '"
        + words
        + "': quote the words that tell this reason from others";
  }

  /** Whether a reason has these words. */
  boolean isIn(String reason) {
    return Pattern.compile(
            "(?<![\\p{L}\\p{N}])" + Pattern.quote(words.strip()) + "(?![\\p{L}\\p{N}])")
        .matcher(reason)
        .find();
  }
}
