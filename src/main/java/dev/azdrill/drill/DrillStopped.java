package dev.azdrill.drill;

/** A guard ended a drill: nothing more is injected or awaited in it. */
public final class DrillStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DrillStopped(String reason) {
    super(reason);
  }
}
