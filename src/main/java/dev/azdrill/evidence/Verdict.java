package dev.azdrill.evidence;

/**
 * What a drill, a scenario or a whole run ended with. Later constants beat earlier ones: a failure
 * that was seen is not hidden by something else that proved nothing, and what is unsafe beats all.
 */
public enum Verdict {
  /** The fault took effect, everything recovered within its limits, everything was undone. */
  PASSED(0),
  /**
   * Nothing was proven: no steady state to begin with, no evidence that the fault took effect,
   * nothing executed, a guarantee that cannot be judged, or a run that was broken off.
   */
  INCONCLUSIVE(3),
  /** A guarantee is violated, or something did not recover, not in time, or missed an objective. */
  FAILED(1),
  /** Something was not undone, not torn down, or is not accounted for. */
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
