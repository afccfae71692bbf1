package dev.azdrill.platform.endpoint;

/** Which services azdrill answers in the place of a foreign AWS API. */
public enum Completing {
  /** Those that it lacks. */
  AUTO,
  /** All that azdrill has a controller for, whether it lacks them or not. */
  ALWAYS,
  /** None. */
  NEVER
}
