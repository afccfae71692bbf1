package dev.azdrill.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody meant. */
final class Resemblance {
  private static final int SLIPS_MAX = 3;

  private Resemblance() {}

  /** The word that differs least from the one seen, if one is near enough to be meant. */
  static Optional<String> nearest(String seen, Collection<String> words) {
    return words.stream()
        .filter(word -> slips(seen, word) <= Math.min(SLIPS_MAX, word.length() / 2))
        .min(Comparator.<String>comparingInt(word -> slips(seen, word)).thenComparing(w -> w));
  }

  /** How many letters must be added, dropped or changed: Levenshtein's distance. */
  static int slips(String one, String other) {
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
