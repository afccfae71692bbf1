package dev.azdrill.report.text;

/** How much a line of a journal matters to a reader who skims. */
public enum Emphasis {
  /** What happens all the time. */
  ROUTINE,
  /** What a reader looks for first: faults, verdicts, outages. */
  NOTABLE,
  /** What speaks against the run: an undo that failed, a resource left behind, a missed limit. */
  ALARM
}
