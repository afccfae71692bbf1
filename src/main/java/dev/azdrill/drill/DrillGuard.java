package dev.azdrill.drill;

import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.BlastRadius;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.Injection;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.Eventually;
import dev.azdrill.text.DurationText;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * Keeps the guards of one session: no fault is injected beyond its limits, and what it does ends
 * when a stop condition is met while something is broken or the load is changed. Not thread-safe.
 */
final class DrillGuard {
  /** How often it is looked, at the least, in the platform's time. */
  private static final Duration STEP = Duration.ofSeconds(5);

  private final FaultContext context;
  private final VerdictReasons reasons;
  private final List<Guards> guards = new ArrayList<>();
  private final Map<Injection, BlastRadius> injected = new LinkedHashMap<>();
  private Optional<String> stopped = Optional.empty();
  private Duration heldBefore = Duration.ZERO;
  private Optional<Instant> heldSince = Optional.empty();
  private boolean isLoaded;
  private boolean isOver;
  private Optional<Clients> clients = Optional.empty();

  DrillGuard(FaultContext context, VerdictReasons reasons) {
    this.context = context;
    this.reasons = reasons;
  }

  /** These clients use the application. */
  void use(Clients all) {
    clients = Optional.of(all);
  }

  /**
   * These hold from now on, beside the others.
   *
   * @throws IllegalStateException when something is broken already: it was not judged by them
   */
  void add(Guards more) {
    if (!more.isEmpty() && holds()) {
      throw new IllegalStateException("expected guards before a fault holds, saw them after it");
    }
    guards.add(more);
  }

  /** These hold no longer. */
  void remove(Guards former) {
    guards.remove(former);
  }

  /** Whether a guard has ended it. */
  boolean isStopped() {
    return stopped.isPresent();
  }

  private Stream<StopCondition> stops() {
    return guards.stream().flatMap(each -> each.stops().stream()).distinct();
  }

  /** Why nothing may be injected at all; empty when nothing speaks against it. */
  Optional<String> forbids() {
    return stops().flatMap(each -> each.forbids(context.platform(), clients).stream()).findFirst();
  }

  /**
   * A fault is about to be imposed.
   *
   * @throws FaultException when it would be beyond a limit, or a stop condition forbids it
   * @throws DrillStopped when a guard has ended the drill
   */
  void admit(Fault resolved) {
    requireNotStopped();
    Optional<String> why = holds() ? Optional.empty() : forbids();
    why.or(() -> beyond(resolved))
        .ifPresent(
            reason -> {
              context.notes().note(new Observation.FaultRefused(resolved.ref(), reason));
              throw new FaultException(reason + "; " + resolved.ref().words() + " was not imposed");
            });
  }

  private Optional<String> beyond(Fault resolved) {
    if (guards.stream().allMatch(each -> each.limits().isEmpty())) {
      return Optional.empty();
    }
    BlastRadius affected =
        held().map(Map.Entry::getValue).reduce(BlastRadius.NONE, BlastRadius::and);
    BlastRadius all = affected.and(resolved.blastRadius(context));
    return guards.stream()
        .flatMap(each -> each.limits().exceededBy(all, inService(context)).stream())
        .findFirst();
  }

  /** How many of the group's instances were in service when the drill began. */
  static int inService(FaultContext context) {
    return (int)
        context.baseline().all(Kind.AUTO_SCALING_GROUP).stream()
            .flatMap(group -> group.instances().stream())
            .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
            .count();
  }

  private Stream<Map.Entry<Injection, BlastRadius>> held() {
    return injected.entrySet().stream().filter(each -> !each.getKey().isUndone());
  }

  private boolean holds() {
    return held().findAny().isPresent();
  }

  /** A fault was imposed. */
  void imposed(Injection injection) {
    boolean isLimited = guards.stream().anyMatch(each -> !each.limits().isEmpty());
    injected.put(injection, isLimited ? injection.fault().blastRadius(context) : BlastRadius.NONE);
    heldSince = heldSince.or(() -> Optional.of(injection.at()));
  }

  /** Clients send another number of requests, until the end. */
  void loaded() {
    isLoaded = true;
  }

  /** Something was undone. */
  void undone() {
    if (!holds()) {
      heldSince.ifPresent(
          from -> heldBefore = heldBefore.plus(Duration.between(from, context.now())));
      heldSince = Optional.empty();
    }
  }

  /** What is broken is undone now, and nothing else happens: nothing may end that. */
  void end() {
    isOver = true;
  }

  /**
   * Somebody has looked at the stack.
   *
   * @throws DrillStopped when a guard ends the drill, at every look until it is over
   */
  void look() {
    if (!isActive()) {
      return;
    }
    requireNotStopped();
    stops().forEach(each -> each.met(context.platform(), clients).ifPresent(s -> stop(each, s)));
    limit()
        .filter(most -> heldSoFar().compareTo(most) >= 0)
        .ifPresent(
            most ->
                stop(
                    "faults may be in effect for " + DurationText.of(most) + " at most",
                    "they were"));
  }

  private boolean isActive() {
    return !isOver && !guards.isEmpty() && (heldSince.isPresent() || isLoaded);
  }

  private Duration heldSoFar() {
    return heldSince
        .map(from -> heldBefore.plus(Duration.between(from, context.now())))
        .orElse(heldBefore);
  }

  private Optional<Duration> limit() {
    return guards.stream()
        .flatMap(each -> each.limits().inEffect().stream())
        .min(Duration::compareTo)
        .filter(most -> heldSince.isPresent());
  }

  /** How long may pass until the next look. */
  Duration step() {
    if (!isActive()) {
      return Eventually.NEVER;
    }
    Duration left = limit().map(most -> most.minus(heldSoFar())).orElse(Eventually.NEVER);
    Duration next = stops().findAny().isPresent() && STEP.compareTo(left) < 0 ? STEP : left;
    return next.isNegative() ? Duration.ZERO : next;
  }

  private void stop(StopCondition condition, String seen) {
    stop(condition.words(), seen);
  }

  private void stop(String condition, String seen) {
    context.notes().note(new Observation.DrillStopped(condition, seen));
    String reason =
        "the drill was stopped at " + context.now() + " because " + condition + ": " + seen;
    stopped = Optional.of(reason);
    reasons.brokenOff(reason);
    throw new DrillStopped(reason);
  }

  private void requireNotStopped() {
    if (stopped.isPresent()) {
      throw new DrillStopped(stopped.get());
    }
  }
}
