package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Strength;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.AnsweredCall;
import dev.azdrill.session.ForbiddenCall;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.PermittedResources;
import dev.azdrill.session.Stopped;
import dev.azdrill.session.UnansweredCall;
import dev.azdrill.session.Unchanged;
import dev.azdrill.text.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A fault that was imposed: when, what shows that it took effect, and how it is undone. Not
 * thread-safe.
 */
public final class Injection {
  private static final Logger LOG = LoggerFactory.getLogger(Injection.class);

  /** How often something is done of which nobody knows whether it was. */
  private static final int ATTEMPTS_MAX = 4;

  /** What holds for less than this is felt by nobody. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Fault fault;
  private final FaultContext context;
  private final Instant at;
  private final List<UndoAction> undo;
  private final int number;
  private final Unchanged<Optional<Witness>> shown;
  private Optional<String> witnessed = Optional.empty();
  private Optional<Instant> undoneAt = Optional.empty();

  private Injection(
      Fault fault, FaultContext context, Instant at, List<UndoAction> undo, int number) {
    this.fault = fault;
    this.context = context;
    this.at = at;
    this.undo = undo;
    this.number = number;
    this.shown =
        new Unchanged<>(
            context.aws().clock(), fault.witnessedBy(), () -> fault.witness(context, at));
  }

  /**
   * Imposes a fault, between its intent and its outcome in the journal. Its subject is resolved and
   * its undo is known before anything is done.
   *
   * @throws FaultException when its subject does not exist, or the platform refused it: nothing is
   *     broken then
   * @throws UncertainFaultException when nobody knows whether it holds
   */
  public static Injection of(Fault wanted, FaultContext context) {
    return of(wanted, context, (resolved, plan) -> {});
  }

  /**
   * The same, if it is admitted.
   *
   * @param admission is told of the resolved fault, and of what is to be done, before anything is;
   *     what it throws is thrown here
   */
  public static Injection of(
      Fault wanted, FaultContext context, BiConsumer<Fault, FaultPlan> admission) {
    Fault fault = named(wanted, context).resolve(context);
    FaultRef ref = fault.ref();
    FaultPlan plan = fault.plan(context);
    admission.accept(fault, plan);
    context.notes().note(new Observation.FaultIntended(ref));
    Instant at = context.now();
    Instant until = context.until();
    context.baseline().all(Kind.VPC).stream()
        .findFirst()
        .ifPresent(
            vpc ->
                context.ledger().standing(vpc.vpcId(), StackConfiguration.of(context.baseline())));
    int number = context.ledger().intended(at, ref, plan.undo(), lease(plan, until));
    List<AnsweredCall> calls = attempt(context, fault, plan, number, until);
    context.ledger().imposed(number, context.now(), calls);
    context.notes().note(new Observation.FaultImposed(ref, at));
    return new Injection(fault, context, at, plan.undo(), number);
  }

  /** What cannot be undone has none. */
  private static Optional<Instant> lease(FaultPlan plan, Instant until) {
    return plan.undo().isEmpty() ? Optional.empty() : Optional.of(until);
  }

  /** What a fault leaves open is chosen; instances are chosen by how they are now. */
  private static Fault named(Fault wanted, FaultContext context) {
    Optional<FaultKind<?>> kind = FaultCatalogue.of(wanted);
    boolean isOpen = kind.isPresent() && kind.get().names(wanted).anyMatch(OpenSubject::isWord);
    return isOpen
        ? kind.get().resolve(wanted, context.baseline(), each -> each != SubjectKind.INSTANCE)
        : wanted;
  }

  /** AWS's own refusal is certain; whatever else went wrong, the fault may hold nevertheless. */
  private static List<AnsweredCall> attempt(
      FaultContext context, Fault fault, FaultPlan plan, int number, Instant until) {
    FaultRef ref = fault.ref();
    try {
      return act(context, fault, plan, until);
    } catch (AwsServiceException refusal) {
      if (refusal.statusCode() >= 500) {
        throw uncertain(context, ref, plan, number, refusal);
      }
      throw refused(context, ref, plan, number, refusal);
    } catch (ForbiddenCall notSent) {
      throw refused(context, ref, plan, number, notSent);
    } catch (UnsupportedOperationException | MissingCapability lacking) {
      untouched(context, plan, number);
      context.notes().note(new Observation.FaultRefused(ref, String.valueOf(lacking.getMessage())));
      throw lacking;
    } catch (RuntimeException unknown) {
      throw uncertain(context, ref, plan, number, unknown);
    }
  }

  /** Nothing of it holds: what was done before the refusal is taken back. */
  private static RuntimeException refused(
      FaultContext context, FaultRef ref, FaultPlan plan, int number, RuntimeException refusal) {
    try {
      takeBackHalf(context, plan);
    } catch (RuntimeException residue) {
      refusal.addSuppressed(residue);
      return uncertain(context, ref, plan, number, refusal);
    }
    untouched(context, plan, number);
    String why = String.valueOf(refusal.getMessage());
    context.notes().note(new Observation.FaultRefused(ref, why));
    return new FaultException(
        "expected to impose "
            + ref.fault()
            + " on "
            + ref.subject()
            + (refusal instanceof ForbiddenCall ? ", it was refused: " : ", the platform refused: ")
            + why,
        refusal);
  }

  /**
   * Acts. After a call of which nobody knows whether it was carried out, what may have been done is
   * taken back and done again; where nothing can be taken back, a witness tells.
   *
   * @return the calls by which it was done, as far as they were answered
   */
  private static List<AnsweredCall> act(
      FaultContext context, Fault fault, FaultPlan plan, Instant until) {
    Instant from = context.now();
    Optional<SdkException> unanswered = Optional.empty();
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      try {
        // The tags come first: who finds them mends what follows.
        plan.undo().forEach(each -> UndoTags.put(context.aws(), each, until, context.drilled()));
        return context.aws().answered(calls(context, fault, plan), plan.act());
      } catch (SdkException e) {
        if (unanswered.isEmpty() && !UnansweredCall.isBehind(e)) {
          throw e;
        }
        unanswered = unanswered.or(() -> Optional.of(e));
        if (plan.undo().isEmpty() && fault.witness(context, from).isPresent()) {
          return List.of();
        }
        takenBack(context, plan.undo());
      }
    }
    throw unanswered.orElseThrow();
  }

  /** On what the stack has, what the fault resolved to hit, and what its undo would mend. */
  private static PermittedCalls calls(FaultContext context, Fault fault, FaultPlan plan) {
    Set<String> resources = context.resources();
    resources.addAll(fault.targets());
    plan.undo().forEach(each -> resources.addAll(each.resources()));
    return new PermittedCalls("the fault " + fault.name(), fault.apiCalls())
        .on(PermittedResources.of(resources));
  }

  /**
   * Undoes, again where nobody knows whether it was or something is left of it: doing it twice is
   * harmless.
   *
   * @throws FaultException when something of it is left after all attempts
   */
  private static void takenBack(FaultContext context, List<UndoAction> undo) {
    for (int attempt = 1; ; attempt++) {
      try {
        Stopped.despite(() -> undo.forEach(each -> takenBack(context.platform(), each)));
        return;
      } catch (SdkException e) {
        if (attempt == ATTEMPTS_MAX || !UnansweredCall.isBehind(e)) {
          throw e;
        }
      } catch (FaultException left) {
        if (attempt == ATTEMPTS_MAX) {
          throw left;
        }
      }
    }
  }

  /** That nothing refused an undo does not show that it took effect. */
  private static void takenBack(Platform platform, UndoAction undo) {
    undo.on(platform);
    undo.left(platform)
        .ifPresent(
            left -> {
              throw new FaultException("expected to " + undo.words() + ", saw: " + left);
            });
  }

  /** An act of several calls may be refused after the first: what was done is taken back. */
  private static void takeBackHalf(FaultContext context, FaultPlan plan) {
    Stopped.despite(
        () ->
            plan.undo().stream()
                .filter(each -> each.left(context.platform()).isPresent())
                .forEach(each -> takenBack(context.platform(), each)));
  }

  /** Nothing is broken: nothing bears a tag, and nothing waits for its undo. */
  private static void untouched(FaultContext context, FaultPlan plan, int number) {
    try {
      plan.undo().forEach(each -> UndoTags.remove(context.aws(), each));
    } catch (SdkException harmless) {
      LOG.warn("the undo tags of what was refused could not be removed: {}", harmless.getMessage());
    }
    context.ledger().undone(number);
  }

  /** Nobody knows whether it holds: it is taken back, which is harmless when it does not. */
  private static RuntimeException uncertain(
      FaultContext context, FaultRef ref, FaultPlan plan, int number, RuntimeException cause) {
    try {
      takenBack(context, plan.undo());
    } catch (RuntimeException residue) {
      context.ledger().undoFailed(number, Trouble.of(residue));
      context
          .notes()
          .note(new Observation.UndoFailed(ref, "it may have been imposed: " + Trouble.of(cause)));
      cause.addSuppressed(residue);
      return new UncertainFaultException(ref, cause);
    }
    context.ledger().undone(number);
    context
        .notes()
        .note(
            plan.undo().isEmpty()
                ? new Observation.FaultIrreversible(ref)
                : new Observation.FaultUndone(ref));
    return new FaultException(
        "expected to impose "
            + ref.fault()
            + " on "
            + ref.subject()
            + ", nobody knows whether it was"
            + (plan.undo().isEmpty() ? "" : ", and it was taken back")
            + ": "
            + Trouble.of(cause),
        cause);
  }

  public Fault fault() {
    return fault;
  }

  /** Whether it holds, and what takes a part of it back would take back a part of this, too. */
  public boolean overlaps(FaultPlan plan) {
    return undoneAt.isEmpty() && !Collections.disjoint(undo, plan.undo());
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
    if (witnessed.isEmpty() && undoneAt.isEmpty()) {
      shown.get().ifPresent(found -> witnessed(found, Strength.CONTROL_PLANE));
    }
    return witnessed;
  }

  /**
   * Somebody else saw that it took effect: it is noted as what shows it, unless something did
   * before.
   *
   * @param strength who really saw it
   */
  public void witnessed(Witness found, Strength strength) {
    if (witnessed.isEmpty() && undoneAt.isEmpty()) {
      note(found, strength);
      witnessed = Optional.of(found.evidence());
    }
  }

  /** Clocks of services differ: no witness is older than its fault. */
  private void note(Witness found, Strength strength) {
    Instant happened = found.at().orElseGet(context::now);
    context
        .notes()
        .note(
            happened.isBefore(at) ? at : happened,
            new Observation.FaultWitnessed(fault.ref(), found.evidence()),
            strength);
  }

  /**
   * Takes it back, and notes what came of it; never throws. Undoing twice is harmless, and after a
   * failure it is tried again.
   *
   * @return why it could not be taken back; empty when nothing of it is left
   */
  public Optional<String> undo() {
    if (undoneAt.isPresent()) {
      return Optional.empty();
    }
    try {
      takenBack(context, undo);
    } catch (RuntimeException | Error e) {
      String why = Trouble.of(e);
      context.ledger().undoFailed(number, why);
      context.notes().note(new Observation.UndoFailed(fault.ref(), why));
      return Optional.of(fault.name() + " on " + fault.subject() + " was not undone: " + why);
    }
    undoneAt = Optional.of(context.now());
    context.ledger().undone(number);
    context
        .notes()
        .note(
            isReversible()
                ? new Observation.FaultUndone(fault.ref())
                : new Observation.FaultIrreversible(fault.ref()));
    return Optional.empty();
  }

  /** Whether there is anything to take back. */
  public boolean isReversible() {
    return !undo.isEmpty();
  }

  /** Whether it was taken back before anything could feel it. */
  public boolean isMomentary() {
    return undoneAt.filter(end -> end.isBefore(at.plus(MOMENT))).isPresent();
  }

  /** When it was undone, in the platform's time; empty until then. */
  public Optional<Instant> undoneAt() {
    return undoneAt;
  }

  /** Whether nothing of it is left to be undone. */
  public boolean isUndone() {
    return undoneAt.isPresent();
  }
}
