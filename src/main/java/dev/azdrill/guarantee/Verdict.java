package dev.azdrill.guarantee;

/** What became of a claim. */
public enum Verdict {
  PROVEN,
  VIOLATED,
  /** Not to be told: something was not read, is not understood, or there is nothing to look at. */
  UNKNOWN
}
