package dev.azdrill.cli;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.util.List;

/** An option whose value is one of a few words. */
final class OneOf {
  private OneOf() {}

  /**
   * Passes one of the words.
   *
   * @throws BadInput for another, with the word that was probably meant
   */
  static void require(String option, String word, List<String> words) {
    if (!words.contains(word)) {
      throw new BadInput(
          "expected "
              + option
              + " to be one of "
              + String.join(", ", words)
              + ", saw "
              + Printable.quoted(word)
              + ": "
              + Resemblance.advice(word, words, "choose one of them"));
    }
  }
}
