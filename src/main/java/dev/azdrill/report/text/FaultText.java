package dev.azdrill.report.text;

import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.text.Printable;
import java.time.Duration;
import java.time.Instant;

/** What became of a fault, as sentences. */
public final class FaultText {
  private FaultText() {}

  /** What it is: {@code zone power loss on eu-west-2a}. */
  public static String name(FaultRecord fault) {
    return Printable.line(fault.ref().words());
  }

  /**
   * Whether and when it was taken back.
   *
   * @param since from when on seconds are counted
   */
  public static String undo(FaultRecord fault, Instant since) {
    if (fault.undone().isPresent()) {
      return "undone after " + Format.duration(Duration.between(since, fault.undone().get()));
    }
    if (fault.mayStillHold()) {
      return "NOT undone: it may still hold"
          + fault.undoFailure().map(why -> "; the undo failed: " + Printable.line(why)).orElse("");
    }
    return "irreversible: there is nothing to undo";
  }

  /** What showed that it took effect. */
  public static String witness(FaultRecord fault) {
    return fault
        .witness()
        .map(Printable::line)
        .orElse(
            fault.imposed().isPresent()
                ? "no evidence that the fault took effect"
                : "the fault was never imposed");
  }
}
