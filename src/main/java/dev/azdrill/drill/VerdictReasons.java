package dev.azdrill.drill;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Injection;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What speaks for which verdict of a session; the worst decides. Not thread-safe. */
final class VerdictReasons {
  /** What is said first of a drill that passes, when something recovered. */
  static final String RECOVERED = "everything recovered within its limits";

  private static final String CAME_TRUE = "everything that was asked came true";

  private final List<String> missed = new ArrayList<>();
  private final List<String> unsafe = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final List<String> overLimit = new ArrayList<>();
  private final Answers answers = new Answers();
  private final Map<String, Set<Component>> undisturbed = new LinkedHashMap<>();
  private Optional<String> brokenOff = Optional.empty();
  private Optional<Answers> attempt = Optional.empty();
  private Optional<Clients> clients = Optional.empty();
  private Optional<StackMonitor> monitor = Optional.empty();

  /** What these see tells what a fault did. */
  void use(Clients all) {
    clients = Optional.of(all);
  }

  /** What this sees tells it, too. */
  void use(StackMonitor watching) {
    monitor = Optional.of(watching);
  }

  /** Something did not come true, not in time, or came true that must not. */
  void missed(String reason) {
    missed.add(reason);
  }

  /** Something is left that was made or broken. */
  void unsafe(String reason) {
    unsafe.add(reason);
  }

  /** What was awaited counts by how it stands against its limit. */
  void awaited(Measurement measured, Consumer<String> failures) {
    String sentence = RecoverySentence.of(measured);
    switch (measured.timeliness()) {
      case IN_TIME -> {}
      case WITHIN_RESOLUTION -> overLimit.add(sentence);
      case UNDECIDED -> undecided(sentence);
      case LATE, NEVER -> failures.accept(sentence);
    }
  }

  /** Nobody can tell whether something came true in time. */
  void undecided(String reason) {
    undecided.add(reason);
  }

  /** How many times nobody could tell. */
  int undecided() {
    return undecided.size();
  }

  /** What nobody can tell since then, as one sentence; empty when nothing. */
  Optional<String> undecidedSince(int count) {
    return Optional.of(String.join("; ", undecided.subList(count, undecided.size())))
        .filter(all -> !all.isEmpty());
  }

  /** What is asked from now on is asked of one drill of several, too. */
  void begin() {
    attempt = Optional.of(new Answers());
  }

  /**
   * Why what was asked since {@link #begin} proves nothing; empty when it does.
   *
   * @param faults that were imposed since
   */
  Optional<String> ended(InjectedFaults faults) {
    Optional<String> nothing = attempt.flatMap(each -> nothing(each, faults));
    attempt = Optional.empty();
    return nothing;
  }

  private void told(Consumer<Answers> what) {
    what.accept(answers);
    attempt.ifPresent(what);
  }

  /** A negative control failed, as it must. */
  void failedAsExpected(String reason) {
    told(each -> each.failedAsExpected(reason));
  }

  /** An answer says nothing of what the faults did: it held all along, or could not come true. */
  void unfelt() {
    told(Answers::unfelt);
  }

  /** The same of what must not come true: nothing of it was felt, so nothing was asked. */
  void unfeltControl() {
    told(Answers::unfelt);
    told(Answers::noQuestion);
  }

  /** This was met, for the fault was never seen to disturb it. */
  void undisturbed(String fault, Component what, boolean isAsked) {
    if (isAsked) {
      unfelt();
    }
    undisturbed.computeIfAbsent(fault, none -> new TreeSet<>()).add(what);
  }

  /**
   * What is to be said beside what came true: what came true within the resolution of the looks
   * alone, and what no fault disturbed.
   */
  List<String> toAdd() {
    return Stream.concat(overLimit.stream(), undisturbed()).toList();
  }

  private Stream<String> undisturbed() {
    return undisturbed.entrySet().stream()
        .map(
            each ->
                each.getKey()
                    + " was never seen to disturb, although AWS has had the time to notice it: "
                    + each.getValue().stream()
                        .map(Component::words)
                        .collect(Collectors.joining(", ")));
  }

  /** Something kept it from its end. */
  void brokenOffBy(Throwable why) {
    brokenOff("the drill was broken off: " + Trouble.of(why));
  }

  /** It ended before it was over; the first reason counts. */
  void brokenOff(String reason) {
    brokenOff = brokenOff.or(() -> Optional.of(reason));
  }

  /** Something was asked of what is broken, and the caller judges the answer. */
  void asked(InjectedFaults faults) {
    told(Answers::asked);
    faults.asked();
  }

  /** The load was changed: something must be asked of it, as of a fault. */
  void loaded() {
    told(Answers::loaded);
  }

  /**
   * Something was measured, whatever came of it.
   *
   * @param isAsked whether somebody asked for it: the steady state at the end of a drill is its own
   * @param isQuestion whether what was broken could have changed it
   */
  void measured(boolean isAsked, boolean isQuestion) {
    told(each -> each.measured(isAsked, isQuestion));
  }

  boolean isBrokenOff() {
    return brokenOff.isPresent();
  }

  /** Whether nothing speaks against it so far. */
  boolean isEmpty() {
    return missed.isEmpty() && unsafe.isEmpty() && brokenOff.isEmpty() && undecided.isEmpty();
  }

  /**
   * What it comes to.
   *
   * @param lost why the platform no longer answers; empty when it does
   * @param faults what was broken
   */
  DrillOutcome outcome(Optional<String> lost, InjectedFaults faults) {
    if (!unsafe.isEmpty()) {
      return DrillOutcome.of(Verdict.UNSAFE, Stream.concat(unsafe.stream(), lost.stream()));
    }
    if (lost.isPresent()) {
      return DrillOutcome.of(
          Verdict.INCONCLUSIVE, Stream.of(lost, brokenOff, seenBefore()).flatMap(Optional::stream));
    }
    if (!missed.isEmpty()) {
      return DrillOutcome.of(Verdict.FAILED, Stream.concat(missed.stream(), brokenOff.stream()));
    }
    if (brokenOff.isPresent()) {
      return new DrillOutcome(Verdict.INCONCLUSIVE, brokenOff.get());
    }
    return undecidedSince(0)
        .or(() -> nothing(answers, faults))
        .map(why -> new DrillOutcome(Verdict.INCONCLUSIVE, why))
        .orElseGet(() -> passed(faults.all()));
  }

  /** Why these answers prove nothing of these faults; empty when they do. */
  private Optional<String> nothing(Answers given, InjectedFaults faults) {
    return faults
        .unwitnessed()
        .or(faults::momentary)
        .or(() -> monitor.flatMap(each -> new UnfeltFaults(faults, clients).why(each)))
        .or(() -> nothingFelt(given, faults))
        .or(() -> given.nothingAsked(faults));
  }

  /** Does something that can fail without an end to what comes after it. */
  void guarded(String what, Runnable act) {
    try {
      act.run();
    } catch (RuntimeException e) {
      brokenOff(what + ": " + Trouble.of(e));
    }
  }

  /** Clients saw what a fault did, and all that was asked held all along. */
  private Optional<String> nothingFelt(Answers given, InjectedFaults faults) {
    if (!given.saysNothing()) {
      return Optional.empty();
    }
    return faults
        .first()
        .flatMap(first -> clients.map(all -> all.log().between(first.at(), Instant.MAX).failed()))
        .filter(failed -> failed > 0)
        .map(
            failed ->
                DrillOutcome.sentence(
                    Stream.concat(
                        Stream.of(
                            failed
                                + " requests failed, and nothing was asked that shows it: ask"
                                + " whether clients are served, or set an objective"),
                        undisturbed())));
  }

  private DrillOutcome passed(Collection<Injection> injections) {
    if (!answers.failedAsExpected().isEmpty()) {
      return new DrillOutcome(
          Verdict.PASSED, "failed as expected: " + String.join("; ", answers.failedAsExpected()));
    }
    if (injections.isEmpty()) {
      return new DrillOutcome(Verdict.PASSED, CAME_TRUE);
    }
    String came = answers.tellOfRecovery() ? RECOVERED : CAME_TRUE;
    boolean isUndone = injections.stream().anyMatch(Injection::isReversible);
    return DrillOutcome.of(
        Verdict.PASSED,
        Stream.of(
                Stream.of(isUndone ? came + " and the fault is undone" : came),
                toAdd().stream(),
                injections.stream().flatMap(each -> outage(each).stream()))
            .flatMap(each -> each));
  }

  /** What recovers after the undo of a fault may have served nobody before, and that is told. */
  private Optional<String> outage(Injection injection) {
    return injection
        .undoneAt()
        .flatMap(undone -> clients.map(all -> all.log().between(injection.at(), undone)))
        .filter(seen -> seen.sent() > 0 && seen.served() == 0)
        .map(
            seen ->
                "while "
                    + injection.fault().ref().words()
                    + " held, nobody was served: all "
                    + seen.sent()
                    + " requests failed");
  }

  private Optional<String> seenBefore() {
    return missed.isEmpty()
        ? Optional.empty()
        : Optional.of("what was seen until then: " + String.join("; ", missed));
  }
}
