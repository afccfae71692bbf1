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
    return words.stream()
        .filter(word -> isNear(seen, word))
        .min(Comparator.<String>comparingInt(word -> distance(seen, word)).thenComparing(w -> w));
  }

  /** Words whose lengths differ too much are not compared: what was typed may be long. */
  private static boolean isNear(String seen, String word) {
    int most = Math.min(EDITS_MAX, word.length() / 2);
    return Math.abs(seen.length() - word.length()) <= most && distance(seen, word) <= most;
  }

  /** {@code did you mean X?}, or the other advice when nothing is near. */
  public static String advice(String seen, Collection<String> words, String otherwise) {
    return nearest(seen, words).map(near -> "did you mean " + near + "?").orElse(otherwise);
  }

  /**
   * How many characters must be added, dropped or changed, or neighbours swapped, to make one word
   * of the other: the optimal string alignment distance. Case does not count.
   */
  public static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
    int best = cost[i - 1][j - 1] + (isSame ? 0 : 1);
    best = Math.min(best, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean isSwapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
