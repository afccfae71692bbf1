package dev.azdrill.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Resemblance {
  private static final int EDITS_MAX = 3;

  private Resemblance() {}

  /**
   * The word that differs least from the one seen, if one is near enough to be meant. Upper and
   * lower case do not count as different.
   */
  public static Optional<String> nearest(String seen, Collection<String> words) {
    String lower = seen.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> edits(lower, word) <= Math.min(EDITS_MAX, word.length() / 2))
        .min(Comparator.<String>comparingInt(word -> edits(lower, word)).thenComparing(w -> w));
  }

  /** {@code did you mean X?}, or the other advice when nothing is near. */
  public static String advice(String seen, Collection<String> words, String otherwise) {
    return nearest(seen, words).map(near -> "did you mean " + near + "?").orElse(otherwise);
  }

  /** How many letters must be added, dropped or changed: Levenshtein's distance. */
  private static int edits(String one, String word) {
    String other = word.toLowerCase(Locale.ROOT);
    if (Math.abs(one.length() - other.length()) > EDITS_MAX) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
