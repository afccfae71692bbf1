package dev.azdrill.evidence;

/** When an expectation was awaited, and so from when on it is measured. */
public enum Phase {
  /** Before the fault: the steady state. */
  STEADY_STATE,
  /** While the fault holds, measured from the fault. */
  RECOVERY,
  /** After the undo, measured from the undo. */
  RESTORATION
}
