package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Strength;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.Undo;
import dev.azdrill.text.Trouble;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A fault that was imposed: when, what shows that it took effect, and how it is undone. Not
 * thread-safe.
 */
public final class Injection {
  private final Fault fault;
  private final FaultContext context;
  private final Instant at;
  private final Supplier<Optional<Witness>> witness;
  private final Optional<Undo> undo;
  private Optional<String> witnessed = Optional.empty();
  private boolean undone;

  private Injection(
      Fault fault,
      FaultContext context,
      Instant at,
      Supplier<Optional<Witness>> witness,
      Optional<Undo> undo) {
    this.fault = fault;
    this.context = context;
    this.at = at;
    this.witness = witness;
    this.undo = undo;
  }

  /**
   * Imposes a fault that can be taken back, between its intent and its outcome in the journal.
   *
   * @param act breaks it and returns the undo
   * @param witness looks for what only the fault explains; empty while nothing shows
   * @throws FaultException when the platform refused it: nothing is broken then
   * @throws UncertainFaultException when nobody knows whether it holds
   */
  public static Injection reversible(
      Fault fault, FaultContext context, Supplier<Undo> act, Supplier<Optional<Witness>> witness) {
    return impose(fault, context, () -> Optional.of(act.get()), witness);
  }

  /**
   * Imposes a fault of which nothing can be taken back, and nothing needs to be: the architecture
   * is expected to replace what was lost.
   *
   * @throws FaultException when the platform refused it: nothing is broken then
   * @throws UncertainFaultException when nobody knows whether it holds
   */
  public static Injection irreversible(
      Fault fault, FaultContext context, Runnable act, Supplier<Optional<Witness>> witness) {
    return impose(
        fault,
        context,
        () -> {
          act.run();
          return Optional.empty();
        },
        witness);
  }

  private static Injection impose(
      Fault fault,
      FaultContext context,
      Supplier<Optional<Undo>> act,
      Supplier<Optional<Witness>> witness) {
    FaultRef ref = fault.ref();
    fault.resolve(context);
    context.notes().note(new Observation.FaultIntended(ref));
    Instant at = context.now();
    Optional<Undo> undo = attempt(context, ref, act);
    context.notes().note(new Observation.FaultImposed(ref));
    return new Injection(fault, context, at, witness, undo);
  }

  /** AWS's own refusal is certain; whatever else went wrong, the fault may hold nevertheless. */
  private static Optional<Undo> attempt(
      FaultContext context, FaultRef ref, Supplier<Optional<Undo>> act) {
    try {
      return act.get();
    } catch (AwsServiceException refusal) {
      if (refusal.statusCode() >= 500) {
        throw uncertain(context, ref, refusal);
      }
      String why = String.valueOf(refusal.getMessage());
      context.notes().note(new Observation.FaultRefused(ref, why));
      throw new FaultException(
          "expected to impose "
              + ref.fault()
              + " on "
              + ref.subject()
              + ", the platform refused: "
              + why,
          refusal);
    } catch (UnsupportedOperationException | MissingCapability lacking) {
      context.notes().note(new Observation.FaultRefused(ref, String.valueOf(lacking.getMessage())));
      throw lacking;
    } catch (RuntimeException unknown) {
      throw uncertain(context, ref, unknown);
    }
  }

  private static UncertainFaultException uncertain(
      FaultContext context, FaultRef ref, RuntimeException cause) {
    context
        .notes()
        .note(new Observation.UndoFailed(ref, "it may have been imposed: " + Trouble.of(cause)));
    return new UncertainFaultException(ref, cause);
  }

  public Fault fault() {
    return fault;
  }

  /** When it was imposed, in the platform's time. */
  public Instant at() {
    return at;
  }

  /**
   * What shows that the fault took effect; empty while nothing does. Once seen it stays, and it is
   * noted in the journal when it is first seen, with the time at which it happened as far as that
   * is known. A drill without it proves nothing.
   */
  public Optional<String> witness() {
    if (witnessed.isEmpty() && !undone) {
      Optional<Witness> found = witness.get();
      found.ifPresent(this::note);
      witnessed = found.map(Witness::evidence);
    }
    return witnessed;
  }

  /** Clocks of services differ: no witness is older than its fault. */
  private void note(Witness found) {
    Instant happened = found.at().orElseGet(context::now);
    context
        .notes()
        .note(
            happened.isBefore(at) ? at : happened,
            new Observation.FaultWitnessed(fault.ref(), found.evidence()),
            Strength.CONTROL_PLANE);
  }

  /**
   * Takes it back, and notes what came of it; never throws. Undoing twice is harmless, and after a
   * failure it is tried again.
   *
   * @return why it could not be taken back; empty when nothing of it is left
   */
  public Optional<String> undo() {
    if (undone) {
      return Optional.empty();
    }
    try {
      undo.ifPresent(Undo::undo);
    } catch (RuntimeException | Error e) {
      String why = Trouble.of(e);
      context.notes().note(new Observation.UndoFailed(fault.ref(), why));
      return Optional.of(fault.name() + " on " + fault.subject() + " was not undone: " + why);
    }
    undone = true;
    context
        .notes()
        .note(
            undo.isPresent()
                ? new Observation.FaultUndone(fault.ref())
                : new Observation.FaultIrreversible(fault.ref()));
    return Optional.empty();
  }

  /** Whether there is anything to take back. */
  public boolean isReversible() {
    return undo.isPresent();
  }

  /** Whether nothing of it is left to be undone. */
  public boolean isUndone() {
    return undone;
  }
}
