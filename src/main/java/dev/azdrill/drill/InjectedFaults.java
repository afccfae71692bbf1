package dev.azdrill.drill;

import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.ExpectedRecovery;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.UncertainFaultException;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.DrillClock;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults that a session injected: their witnesses, and their undo. Not thread-safe. */
final class InjectedFaults {
  private static final Logger LOG = LoggerFactory.getLogger(InjectedFaults.class);

  private final Deque<Injection> injections = new ArrayDeque<>();
  private final Set<Injection> asked = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Breaks something; that nobody knows whether it holds is a reason of its own. */
  Injection inject(Fault fault, FaultContext context, VerdictReasons reasons, DrillGuard guard) {
    try {
      Injection injection =
          Injection.of(
              fault,
              context,
              (resolved, plan) -> {
                requireFree(resolved, plan, context);
                guard.admit(resolved);
              });
      injections.push(injection);
      guard.imposed(injection);
      return injection;
    } catch (UncertainFaultException e) {
      reasons.unsafe(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /**
   * What holds already is not imposed again: the first of two undos would take both back, and what
   * is asked then would be asked of nothing.
   */
  private void requireFree(Fault resolved, FaultPlan plan, FaultContext context) {
    for (Injection each : injections) {
      if (each.overlaps(plan)) {
        String why =
            "expected to impose what does not hold yet, saw that "
                + each.fault().ref().words()
                + " holds since "
                + each.at()
                + ": undo it before, or choose what it does not hold on";
        context.notes().note(new Observation.FaultRefused(resolved.ref(), why));
        throw new FaultException(why + "; " + resolved.ref().words() + " was not imposed");
      }
    }
  }

  /** The one that was injected last. */
  Optional<Injection> last() {
    return Optional.ofNullable(injections.peek());
  }

  /** The one that was injected first. */
  Optional<Injection> first() {
    return Optional.ofNullable(injections.peekLast());
  }

  /** Every one, the last first. */
  List<Injection> all() {
    return List.copyOf(injections);
  }

  /** Those that were injected after these. */
  InjectedFaults without(List<Injection> earlier) {
    InjectedFaults later = new InjectedFaults();
    injections.stream().filter(each -> !earlier.contains(each)).forEach(later.injections::add);
    later.asked.addAll(asked);
    return later;
  }

  /** The names of instances and zones that do not serve because of what is broken. */
  Set<String> takenAway() {
    return injections.stream()
        .filter(each -> !each.isUndone())
        .flatMap(each -> each.fault().takesAway().stream())
        .collect(Collectors.toSet());
  }

  /**
   * From what clients are expected to recover while faults hold; empty when that is not known of
   * one of them.
   */
  Set<ExpectedRecovery> recoveries() {
    List<Optional<ExpectedRecovery>> all =
        injections.stream()
            .map(each -> FaultCatalogue.of(each.fault()).map(FaultKind::recovery))
            .toList();
    return all.stream().allMatch(Optional::isPresent)
        ? all.stream().flatMap(Optional::stream).collect(Collectors.toSet())
        : Set.of();
  }

  /**
   * Whether any of them could bring this about: where none could affect the database, where its
   * primary is, and that it has not failed over, says nothing of them.
   */
  boolean mayCause(Expectation expectation, FaultContext context) {
    return !(expectation instanceof Expectation.OfDatabase)
        || context.baseline().all(Kind.DB_INSTANCE).stream()
            .anyMatch(each -> injections.stream().anyMatch(i -> i.fault().mayAffect(each)));
  }

  /** Whether anything may still be broken. */
  boolean anyHeld() {
    return heldCount() > 0;
  }

  /**
   * Waits until each has left a witness; those that are undone already are not waited for.
   *
   * @param limit how long after a fault its witness is waited for
   * @return a sentence for a fault of which nothing shows; empty when all took effect
   */
  Optional<String> awaitWitnesses(Limit limit, StackMonitor monitor, DrillClock clock) {
    for (Injection each : injections) {
      Instant deadline = each.at().plus(limit.duration());
      while (each.witness().isEmpty() && !each.isUndone() && clock.now().isBefore(deadline)) {
        Duration left = Duration.between(clock.now(), deadline);
        clock.awaitChange(StackMonitor.shorter(left, monitor.step()));
        monitor.look();
      }
    }
    return unwitnessed();
  }

  /** A sentence for a fault of which nothing shows; empty when all took effect. */
  Optional<String> unwitnessed() {
    return injections.stream()
        .filter(each -> each.witness().isEmpty())
        .findFirst()
        .map(each -> "no evidence that the fault took effect: " + each.fault().ref().words());
  }

  /** Something that they change at once is asked now, while these hold. */
  void asked() {
    injections.stream().filter(each -> !each.isUndone()).forEach(asked::add);
  }

  /**
   * A sentence for a fault that was taken back at once, when nothing had been asked of it; empty
   * when each held.
   */
  Optional<String> momentary() {
    return injections.stream()
        .filter(Injection::isReversible)
        .filter(each -> !asked.contains(each))
        .filter(Injection::isMomentary)
        .findFirst()
        .map(
            each ->
                "it was undone as soon as it was imposed, and nothing could feel it: "
                    + each.fault().ref().words());
  }

  /**
   * Notes what shows by now that they took effect. What cannot be looked at now is no reason to
   * break off what is measured: it is looked at again, and counts, when witnesses are awaited.
   */
  void lookForWitnesses(Optional<Clients> clients) {
    for (Injection each : injections) {
      try {
        if (each.witness().isEmpty()) {
          clients.ifPresent(all -> seenBy(all, each));
        }
      } catch (RuntimeException e) {
        LOG.debug("a witness of {} could not be looked for", each.fault().name(), e);
      }
    }
  }

  private void seenBy(Clients clients, Injection injection) {
    new ClientWitness(clients, injections)
        .of(injection)
        .ifPresent(seen -> injection.witnessed(seen, clients.strength()));
  }

  /** Takes back the last fault of this word that holds, or everything. */
  List<String> undo(Optional<String> word) {
    return word.map(this::undoLast).orElseGet(this::undoAll);
  }

  /**
   * Takes back the last fault of this word that holds.
   *
   * @return what could not be taken back, a sentence
   * @throws FaultException when none holds
   */
  private List<String> undoLast(String word) {
    Injection last =
        injections.stream()
            .filter(each -> !each.isUndone())
            .filter(each -> word.equals(word(each)))
            .findFirst()
            .orElseThrow(
                () ->
                    new FaultException(
                        "expected "
                            + word
                            + " to hold before its undo, saw "
                            + injections.stream()
                                .filter(each -> !each.isUndone())
                                .map(InjectedFaults::word)
                                .toList()
                            + ": inject it before"));
    return last.undo().stream().toList();
  }

  private static String word(Injection each) {
    return word(each.fault());
  }

  /** By which a step of a drill names it. */
  static String word(Fault fault) {
    return FaultCatalogue.of(fault).map(FaultKind::word).orElseGet(fault::name);
  }

  /**
   * Takes everything back, the last first, each whatever becomes of the others. What one fault kept
   * from being undone, API errors for example, is tried again once that one is.
   *
   * @return what could not be taken back, a sentence each
   */
  private List<String> undoAll() {
    List<String> failures = List.of();
    int before;
    int held = heldCount();
    do {
      before = held;
      failures = undoHeld();
      held = heldCount();
    } while (held > 0 && held < before);
    return failures;
  }

  private int heldCount() {
    return (int) injections.stream().filter(each -> !each.isUndone()).count();
  }

  private List<String> undoHeld() {
    List<String> failures = new ArrayList<>();
    for (Injection each : injections) {
      each.undo().ifPresent(failures::add);
    }
    return failures;
  }
}
