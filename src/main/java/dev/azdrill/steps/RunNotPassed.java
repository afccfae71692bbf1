package dev.azdrill.steps;

/**
 * A run of features did not pass although no scenario failed: nothing was executed, or something
 * was left.
 */
public final class RunNotPassed extends AssertionError {
  private static final long serialVersionUID = 1L;

  RunNotPassed(String reason) {
    super(reason);
  }
}
