package dev.azdrill.drill;

/** What a drill ended with. Later constants beat earlier ones. */
public enum Verdict {
  /** The fault bit, everything recovered within its budget, everything was undone. */
  PASSED(0),
  /** Something did not recover, or not in time. */
  FAILED(1),
  /**
   * Nothing was proven: no steady state to begin with, no witness that the fault bit, or the drill
   * was stopped.
   */
  INCONCLUSIVE(3),
  /** Something was not undone. */
  UNSAFE(4);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a command that ends with this verdict. */
  public int exitCode() {
    return exitCode;
  }

  /** The worse of the two. */
  public Verdict and(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
