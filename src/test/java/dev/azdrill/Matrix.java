package dev.azdrill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much is tried of a matrix of cases that grows with the product: a sample that is the same in
 * every run, or all of it with {@code -Dazdrill.matrix=all}, as {@code make long} does.
 */
public final class Matrix {
  private static final String CHOSEN = System.getProperty("azdrill.matrix", "sample");

  private Matrix() {}

  /** Every {@code step}-th entry of a map in a sample, in its order, or all of them. */
  public static <K, V> Map<K, V> sample(Map<K, V> all, int step) {
    Map<K, V> chosen = new LinkedHashMap<>();
    sample(all.keySet(), step).forEach(each -> chosen.put(each, all.get(each)));
    return chosen;
  }

  /** Every {@code step}-th of them in a sample, beginning with the first, or all of them. */
  public static <T> List<T> sample(Collection<T> all, int step) {
    int every = every(step);
    List<T> chosen = new ArrayList<>();
    int n = 0;
    for (T each : all) {
      if (n++ % every == 0) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /**
   * The distance from one case that is tried to the next: {@code step} in a sample, 1 for all of
   * them.
   */
  public static int every(int step) {
    return switch (CHOSEN) {
      case "sample" -> step;
      case "all" -> 1;
      default ->
          throw new IllegalStateException(
              "expected -Dazdrill.matrix to be sample or all, saw '" + CHOSEN + "'");
    };
  }
}
