package dev.azdrill.feature;

/**
 * Something in a feature file that Cucumber would ignore or run differently than it was meant.
 *
 * @param file as the user named it
 * @param line 1 for the first; 0 for the file as a whole
 * @param what one sentence
 */
public record FeatureProblem(String file, int line, String what) {
  /** {@code zone-loss.feature:5: ...}. */
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + ": " + what;
  }
}
