package dev.azdrill.fault;

import dev.azdrill.platform.Undo;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A fault that holds: when it began, what shows that it bit, and how it is undone. */
public final class Injected {
  private final Fault fault;
  private final FaultContext site;
  private final Instant at;
  private final Supplier<Optional<String>> witness;
  private final Undo undo;
  private boolean undone;

  private Injected(
      Fault fault, FaultContext site, Instant at, Supplier<Optional<String>> witness, Undo undo) {
    this.fault = fault;
    this.site = site;
    this.at = at;
    this.witness = witness;
    this.undo = undo;
  }

  /**
   * Injects {@code fault} by doing {@code act}, between its intent and its outcome in the journal.
   *
   * @param act breaks it and returns the undo
   * @param witness looks for what only the fault explains; empty while nothing shows
   */
  static Injected by(
      Fault fault, FaultContext site, Supplier<Undo> act, Supplier<Optional<String>> witness) {
    site.note("fault.intended", fault.subject(), "about to inject " + fault.name());
    Instant at = site.platform().session().clock().now();
    Undo undo = act.get();
    site.note("fault.injected", fault.subject(), fault.name());
    return new Injected(fault, site, at, witness, undo);
  }

  public Fault fault() {
    return fault;
  }

  /** When it was injected, in the platform's time. */
  public Instant at() {
    return at;
  }

  /**
   * What shows now that the fault bit; empty when nothing does. A drill without a witness proves
   * nothing.
   */
  public Optional<String> witness() {
    return witness.get();
  }

  /**
   * Takes it back; undoing twice is harmless. What cannot be taken back (a terminated instance)
   * stays as it is.
   */
  public synchronized void undo() {
    if (!undone) {
      undo.undo();
      undone = true;
      site.note("fault.undone", fault.subject(), fault.name());
    }
  }

  /** Whether nothing of it is left to be undone. */
  public synchronized boolean isUndone() {
    return undone;
  }
}
