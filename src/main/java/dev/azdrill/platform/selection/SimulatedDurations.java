package dev.azdrill.platform.selection;

/** How long things take on the simulator. */
public enum SimulatedDurations {
  /** What is typical: the same on every seed. */
  TYPICAL,
  /** Each is drawn by the seed from its documented or observed range. */
  DRAWN
}
