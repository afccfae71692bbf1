package dev.azdrill.drill;

import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injection;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.DrillClock;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one engine that breaks things: the command line, the sentences of features and users' own
 * Java all use it. A session belongs to one drill, or one scenario, on one stack.
 *
 * <p>Whatever happens, {@link #close} takes back every fault that was injected, the last first and
 * each of them whatever becomes of the others, and notes a verdict. Nothing passes that was not
 * exercised: a fault must leave a witness, and what was awaited must have come true in time. Not
 * thread-safe.
 */
public final class DrillSession implements AutoCloseable {
  private final Platform platform;
  private final JournalScope notes;
  private final FaultContext context;
  private final StackMonitor monitor;
  private final Duration ceiling;
  private final InjectedFaults injections = new InjectedFaults();
  private final VerdictReasons reasons = new VerdictReasons();
  private final DrillGuard guard;
  private final MissedExpectations missed;
  private final PerformedSteps performed = new PerformedSteps();
  private final RecoveredClients recovered = new RecoveredClients();
  private Inventory described;
  private Budgets budgets;
  private Objectives objectives;
  private Optional<Clients> clients = Optional.empty();
  private Optional<TrafficNotes> traffic = Optional.empty();
  private Optional<Instant> zero = Optional.empty();
  private Phase phase = Phase.STEADY_STATE;
  private Instant since;
  private Instant clientsSince;
  private List<Injection> earlier = List.of();
  private Optional<DrillOutcome> outcome = Optional.empty();

  private DrillSession(SessionSettings settings) {
    this.platform = settings.platform();
    this.notes = settings.run().of(settings.id());
    this.context =
        new FaultContext(platform, settings.stack(), notes, settings.ledger(), settings.lease());
    this.monitor = new StackMonitor(platform, settings.stack(), notes);
    this.monitor.lookForWitnessesOf(injections);
    this.reasons.use(monitor);
    this.guard = new DrillGuard(context, reasons);
    this.guard.add(settings.guards());
    this.monitor.obey(guard);
    this.ceiling = settings.ceiling();
    this.budgets = new Budgets(settings.stack(), ceiling);
    this.objectives = settings.objectives();
    this.described = settings.stack();
    this.since = clock().now();
    this.missed = new MissedExpectations(since);
    this.clientsSince = since;
    notes.note(new Observation.DrillBegun(settings.name()));
  }

  /** Begins. Nothing is looked at or broken yet. */
  public static DrillSession open(SessionSettings settings) {
    return new DrillSession(settings);
  }

  /** These clients use the application; what they see is evidence from now on. */
  public void use(Clients all) {
    clients = Optional.of(all);
    guard.use(all);
    reasons.use(all);
    monitor.listenTo(all);
    traffic.ifPresent(each -> each.end(zero.orElse(clientsSince), clock().now()));
    clientsSince = clock().now();
    traffic = Optional.of(TrafficNotes.begin(notes, all, clientsSince));
  }

  /** More objectives, for what is not set yet. */
  public void want(Objectives more) {
    objectives = objectives.or(more);
  }

  /** These guards hold beside the others, from now on to the end. */
  public void obey(Guards more) {
    performed.add(more);
    guard.add(more);
  }

  /** Whether a guard has ended it: nothing more is injected. */
  public boolean isStopped() {
    return guard.isStopped();
  }

  /** The monitor through which this session looks. */
  public StackMonitor monitor() {
    return monitor;
  }

  /** Where faults of this session are injected. */
  public FaultContext context() {
    return context;
  }

  /** Where it notes what it observes. */
  public JournalScope notes() {
    return notes;
  }

  /** From when on recovery is measured: the last fault, the last undo, or a change of load. */
  public Instant since() {
    return since;
  }

  /** The first fault, or the first change of load; empty before. */
  public Optional<Instant> zero() {
    return zero;
  }

  /** How long this may take, derived from what is deployed. */
  public Duration limit(Expectation expectation) {
    return expectation.limit(budgets).duration();
  }

  /** For how long clients saw errors since then, all outages together. */
  public Duration errors(Instant from) {
    return clients
        .map(all -> all.log().errors(from, clock().now(), Expectation.ClientsServed.QUIET))
        .orElse(Duration.ZERO);
  }

  /** Every fault that was injected, the last first. */
  public List<Injection> injections() {
    return injections.all();
  }

  /** Whether nothing speaks against it so far, as far as it was told. */
  public boolean isUntroubled() {
    return reasons.isEmpty();
  }

  /** The clients' load changes. */
  public void load(double requestsPerSecond) {
    performed.add(new DrillStep.Load(requestsPerSecond));
    changeLoad(requestsPerSecond);
  }

  /** Whether it is another load than before: what that does to the stack shows late. */
  boolean changeLoad(double requestsPerSecond) {
    endPhase();
    monitor.look();
    Clients changed =
        clients.orElseThrow(
            () -> new IllegalStateException("expected clients before their load changes"));
    boolean isOther = changed.load(requestsPerSecond);
    notes.note(new Observation.LoadChanged(requestsPerSecond));
    guard.loaded();
    reasons.loaded();
    event();
    if (isOther) {
      monitor.imposed(clock().now(), budgets.detection());
    }
    return isOther;
  }

  /** This is what is described now: limits are derived from it. */
  public void described(Inventory now) {
    described = now;
    budgets = new Budgets(now, ceiling);
  }

  /** Somebody changed the configuration on purpose; recovery is measured from here. */
  public void changed(String resource, String change) {
    performed.changed();
    endPhase();
    monitor.look();
    notes.note(new Observation.ConfigurationChanged(resource, change), Strength.CONTROL_PLANE);
    event();
  }

  /** Something happened that is no fault. */
  private void event() {
    measureFrom(clock().now(), phase == Phase.STEADY_STATE ? Phase.RECOVERY : phase);
    zero = zero.or(() -> Optional.of(since));
  }

  private void measureFrom(Instant at, Phase next) {
    monitor.countFromHere();
    traffic.ifPresent(each -> each.happened(clock().now()));
    since = at;
    phase = next;
  }

  /** Breaks something. The monitor looks before and after, so that nothing is missed. */
  public Injection inject(Fault fault) {
    performed.add(new DrillStep.Inject(fault));
    return impose(fault, Optional.empty());
  }

  Injection impose(Fault fault, Optional<Drill> of) {
    endPhase();
    monitor.look();
    FaultContext leased = LeaseTerm.in(context, of, budgets);
    Injection injection = injections.inject(fault, leased, reasons, guard);
    missed.injected(injection.fault());
    measureFrom(injection.at(), Phase.RECOVERY);
    monitor.imposed(injection.at(), budgets.detection());
    zero = zero.or(() -> Optional.of(since));
    monitor.look();
    return injection;
  }

  /** Waits for an expectation, and notes how it ended. One not met in time fails the drill. */
  public Measurement await(TimedExpectation expected) {
    performed.add(new DrillStep.Expect(expected));
    return check(expected, true, reasons::missed);
  }

  Measurement check(TimedExpectation expected, boolean isAsked, Consumer<String> failures) {
    Measurement measured = measure(expected, isAsked);
    recovered.measured(expected, since, measured);
    reasons.awaited(measured, failures);
    return measured;
  }

  /** Clients that recovered and saw errors again since are measured again, by the same limit. */
  void recheck(Consumer<String> failures) {
    recovered.relapsed(clients, clock().now()).ifPresent(again -> check(again, true, failures));
    recovered.forget();
  }

  /** Before something else happens; nothing is waited for once the verdict is not green. */
  private void endPhase() {
    if (reasons.isEmpty()) {
      reasons.guarded("clients could not be measured again", () -> recheck(reasons::missed));
    }
    recovered.forget();
  }

  /**
   * Waits for an expectation that must <em>not</em> come true in time: a negative control. One that
   * does fails the drill.
   */
  public Measurement awaitMissed(TimedExpectation expected) {
    performed.add(new DrillStep.ExpectMissed(expected));
    return checkMissed(expected, reasons::missed);
  }

  Measurement checkMissed(TimedExpectation expected, Consumer<String> failures) {
    Measurement measured = measure(expected, true);
    Expectation control = expected.expectation();
    InjectedFaults asked = injections.without(earlier);
    new NegativeControl(control, since, mayCause(control), budgets, asked)
        .judge(measured, monitor, reasons, notes, failures);
    return measured;
  }

  boolean mayCause(Expectation expectation) {
    return injections.mayCause(expectation, context);
  }

  private Measurement measure(TimedExpectation wanted, boolean isAsked) {
    TimedExpectation expected = wanted.without(injections.takenAway());
    reasons.measured(isAsked, mayCause(expected.expectation()));
    Limit limit = expected.limit(budgets.in(phase, injections.recoveries()));
    Measurement measured = monitor.await(expected.expectation(), limit, phase, since);
    monitor.ifUndisturbed(
        expected.expectation(), (fault, what) -> reasons.undisturbed(fault, what, isAsked));
    traffic.ifPresent(each -> each.catchUp(clock().now()));
    notes.note(new Observation.RecoveryMeasured(measured), measured.strength());
    missed.measured(measured, clock().now());
    return measured;
  }

  /**
   * The caller asks something itself of what was broken, and {@link #fail fails} the session when
   * the answer is wrong: a session in which nothing was asked proves nothing.
   */
  public void asked() {
    reasons.asked(injections);
  }

  /** The same of something that has to stay as it is: that it does says nothing of a fault. */
  public void askedWhatStays() {
    asked();
    reasons.unfelt();
  }

  /** Fails the drill for a reason of the caller's. */
  public void fail(String reason) {
    reasons.missed(reason);
  }

  /** The caller left something: unsafe, whatever else happened. */
  public void unsafe(String reason) {
    reasons.unsafe(reason);
  }

  /** A negative control failed, as it must: the verdict's reason says so. */
  public void failedAsExpected(String reason) {
    notes.note(new Observation.FailureExpected(reason));
    reasons.failedAsExpected(reason);
  }

  /**
   * Judges objectives by what clients saw from {@code from} on, once that can be told: no request
   * that counts is under way, and an outage is over or has lasted longer than anything may. One
   * that is not met fails the drill.
   */
  public List<ObjectiveResult> judge(Objectives wanted, Instant from) {
    performed.judged(wanted);
    List<ObjectiveResult> results = results(wanted, from);
    RecoverySentence.ofUnmet(results).forEach(reasons::missed);
    return results;
  }

  private List<ObjectiveResult> results(Objectives wanted, Instant from) {
    return results(
        wanted, from, Settled.after(from, monitor, clients, clock(), wanted.longest(budgets)));
  }

  private List<ObjectiveResult> results(Objectives wanted, Instant from, Settled settled) {
    traffic.ifPresent(each -> each.catchUp(clock().now()));
    int sent = clients.map(each -> each.log().between(from, settled.until()).sent()).orElse(0);
    boolean isQuestion = sent == 0 || wanted.canBeMissed(sent);
    reasons.measured(true, isQuestion);
    if (!isQuestion) {
      reasons.unfelt();
    }
    List<ObjectiveResult> results =
        wanted.judge(clients, from, settled.until()).stream().map(settled::judged).toList();
    results.forEach(each -> notes.note(new Observation.ObjectiveJudged(each), each.strength()));
    results.stream().filter(each -> !each.met()).forEach(each -> missed.unmet());
    return results;
  }

  /**
   * Waits until every fault has left a witness, as long as one may take.
   *
   * @return a sentence for a fault of which nothing shows; empty when all took effect
   */
  public Optional<String> awaitWitnesses() {
    return injections.awaitWitnesses(budgets.witness(), monitor, clock());
  }

  /**
   * Takes everything back that is broken, the last first, each whatever becomes of the others;
   * after it, recovery is measured from here.
   *
   * @return what could not be taken back, a sentence each
   */
  public List<String> undoAll() {
    return undo(new DrillStep.Undo());
  }

  /** The same of what the step names. */
  public List<String> undo(DrillStep.Undo step) {
    performed.add(step);
    return takeBack(step.fault());
  }

  List<String> takeBack(Optional<String> word) {
    endPhase();
    boolean anyHeld = injections.anyHeld();
    List<String> failures = injections.undo(word);
    guard.undone();
    if (anyHeld && failures.isEmpty()) {
      measureFrom(clock().now(), Phase.RESTORATION);
    }
    return failures;
  }

  /** Runs one drill to its verdict, and closes this session. */
  public DrillOutcome run(Drill drill) {
    want(drill.objectives());
    guard.add(drill.guards());
    try {
      performed.add(drill);
      new PlayedDrill(this, drill, reasons::missed).play().ifPresent(reasons::brokenOff);
    } catch (RuntimeException | AssertionError e) {
      reasons.brokenOffBy(e);
    } finally {
      close();
    }
    return outcome.orElseThrow();
  }

  /**
   * Runs one drill within this session, which goes on. What became of it is the caller's to judge:
   * a drill that fails does not fail this session by itself, one that proves nothing or leaves
   * something broken does.
   */
  public DrillOutcome attempt(Drill drill) {
    missed.begin(clock().now(), injections.all());
    guard.add(drill.guards());
    List<String> failures = new ArrayList<>();
    int undecided = reasons.undecided();
    earlier = injections.all();
    reasons.begin();
    performed.add(drill);
    PlayedDrill played = new PlayedDrill(this, drill, failures::add);
    Optional<String> nothing = played.play();
    if (nothing.isEmpty() && !drill.objectives().isEmpty()) {
      List<ObjectiveResult> results = results(drill.objectives(), played.disturbedAt());
      failures.addAll(RecoverySentence.ofUnmet(results));
    }
    guard.remove(drill.guards());
    Optional<String> saysNothing = reasons.ended(injections.without(earlier));
    earlier = List.of();
    nothing = nothing.or(() -> reasons.undecidedSince(undecided)).or(() -> saysNothing);
    return Attempt.outcome(injections.anyHeld(), failures, nothing, reasons.toAdd());
  }

  /** Why there is no steady state with which a drill can begin; empty when there is. */
  Optional<String> restless() {
    return guard
        .forbids()
        .or(() -> new SteadyStart(monitor, clients, notes, clock()).restless(budgets, missed));
  }

  /**
   * What this session did so far, as a drill of this name that does the same again; empty when no
   * drill can: it broke nothing, or somebody changed the configuration.
   */
  public Optional<Drill> asDrill(String name) {
    return performed.asDrill(name, objectives);
  }

  /**
   * Why the session, or the drill that it ran last, missed what it expected, as far as it is known;
   * none when it missed nothing.
   */
  public List<FailureCause> causes() {
    return missed.explain(described, monitor.history(), clients);
  }

  /** It was stopped before its end, for a reason of the caller's: it proves nothing. */
  public void breakOff(String reason) {
    reasons.brokenOff(reason);
  }

  /** What it ended with; empty until it is closed. */
  public Optional<DrillOutcome> outcome() {
    return outcome;
  }

  /** Undoes everything and notes the verdict. Closing twice is harmless. Never throws. */
  @Override
  public void close() {
    if (outcome.isPresent()) {
      return;
    }
    guard.end();
    takeBack(Optional.empty()).forEach(reasons::unsafe);
    reasons.guarded("what clients saw could not be noted", this::conclude);
    if (!reasons.isEmpty() && platform.lost().isEmpty()) {
      reasons.guarded(
          "causes could not be looked for",
          () -> causes().forEach(each -> notes.note(new Observation.CauseFound(each))));
    }
    Optional<String> lost = platform.lost();
    lost.ifPresent(why -> notes.note(new Observation.PlatformLost(platform.name(), why)));
    DrillOutcome reached = reasons.outcome(lost, injections);
    notes.note(new Observation.DrillEnded(reached.verdict(), reached.reason()));
    outcome = Optional.of(reached);
  }

  private void conclude() {
    Instant from = zero.orElse(clientsSince);
    // Nothing broken, or ended by a guard: nothing that an objective could be judged by.
    boolean isJudged = !guard.isStopped() && (zero.isPresent() || !reasons.isBrokenOff());
    if (!objectives.isEmpty() && isJudged) {
      Duration longest = objectives.longest(budgets);
      Settled settled = Settled.unless(reasons, from, monitor, clients, clock(), longest);
      RecoverySentence.ofUnmet(results(objectives, from, settled)).forEach(reasons::missed);
    }
    traffic.ifPresent(each -> each.end(from, clock().now()));
  }

  private DrillClock clock() {
    return platform.session().clock();
  }
}
