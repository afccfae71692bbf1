package dev.azdrill;

/**
 * How much is tried of a matrix of cases that grows with the product: a sample that is the same in
 * every run, or all of it with {@code -Dazdrill.matrix=all}, as {@code make long} does.
 */
public final class Matrix {
  private static final String CHOSEN = System.getProperty("azdrill.matrix", "sample");

  private Matrix() {}

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
