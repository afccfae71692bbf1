package dev.azdrill.steps;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillOutcome;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.RecoverySentence;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.evidence.Timeliness;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Injection;
import dev.azdrill.feature.AttachedArchitecture;
import dev.azdrill.feature.CurrentRun;
import dev.azdrill.feature.FeatureFiles;
import dev.azdrill.feature.FeatureRun;
import dev.azdrill.feature.PlatformSource;
import dev.azdrill.feature.ScenarioId;
import dev.azdrill.feature.ScenarioRun;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import io.cucumber.java.Status;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.picocontainer.Disposable;

/**
 * What one scenario works with: its platform, the stacks on it, who uses them, and the one {@link
 * DrillSession} through which everything is broken, awaited and undone. Picocontainer makes one for
 * each scenario and hands it to all step classes; steps of your own may take it too.
 *
 * <p>Whatever happens, faults are undone when the scenario ends. Not thread-safe.
 */
public final class ScenarioContext implements Disposable {
  /** What <em>the</em> architecture is, where a run is attached to none. */
  private static final String USUAL = "production";

  private final Architectures architectures = new Architectures();
  private final StepFailures failures = new StepFailures();
  private final ScenarioDrills drills = new ScenarioDrills();
  private Optional<ScenarioRun> run = Optional.empty();
  private Optional<AttachedArchitecture> attached = Optional.empty();
  private Optional<Platform> platform = Optional.empty();
  private Optional<DrillSession> session = Optional.empty();
  private Optional<Clients> clients = Optional.empty();
  private boolean isShared;
  private boolean ownStacks;
  private boolean hasEnded;

  void begin(ScenarioId id, URI file) {
    FeatureRun all = CurrentRun.get();
    ScenarioRun mine = all.begin(id);
    run = Optional.of(mine);
    recorded(
        () -> {
          FeatureFiles.require(file);
          PlatformSource source = all.settings().platforms();
          source.requireGoingOn();
          isShared = source.isShared();
          attached = source.attached();
          Platform opened =
              isShared
                  ? SharedPlatform.ofTheRun().take(all)
                  : source.open(id.seed(all.settings().seed()));
          platform = Optional.of(opened);
          all.opened(opened);
          return opened;
        });
  }

  void ownStacks() {
    ownStacks = true;
  }

  /** Where the scenario runs. */
  public Platform platform() {
    return platform.orElseThrow(() -> new IllegalStateException("no scenario has begun"));
  }

  /**
   * Lets an architecture stand: what of it stands already is left as it is. Faults are injected
   * into the one that is named first.
   *
   * @throws MissingCapability when the platform lacks a service that it needs; the scenario is
   *     skipped then
   */
  public void provision(Blueprint blueprint) {
    recorded(
        () -> {
          requireOwnStack("its stacks are provisioned");
          platform().capabilities().require(blueprint.services());
          if (isShared) {
            if (ownStacks) {
              SharedPlatform.ofTheRun().tearDown(blueprint.name());
            }
            SharedPlatform.ofTheRun().claim(blueprint);
          }
          Provisioner provisioner =
              isShared
                  ? SharedPlatform.ofTheRun().provisioner()
                  : new Provisioner(platform().session(), StepListener.SILENT);
          Stack stack = provisioner.provision(blueprint, stack(blueprint.name()), "features");
          discover(blueprint.name());
          if (isShared) {
            SharedPlatform.ofTheRun().stands(blueprint, inventory(blueprint.name()));
          }
          session()
              .notes()
              .note(
                  new Observation.StackReady(
                      stack.name(), stack.dnsName(), StackOrigin.PROVISIONED));
          return stack;
        });
  }

  /**
   * Lets <em>the</em> architecture stand: the stack that the run is attached to; where it is
   * attached to none, production.
   */
  void stand() {
    if (attached.isEmpty()) {
      provision(Blueprints.shipped(USUAL));
      return;
    }
    recorded(
        () -> {
          if (ownStacks) {
            requireOwnStack("it shares its stacks with no other, as its tag says");
          }
          AttachedArchitecture there = attached.get();
          SharedPlatform.ofTheRun().attach(there);
          discover(there.stack());
          session()
              .notes()
              .note(
                  new Observation.StackReady(there.stack(), there.dnsName(), StackOrigin.ATTACHED));
          return there;
        });
  }

  /** The stack that the run is attached to; empty where scenarios let their own stand. */
  Optional<AttachedArchitecture> attached() {
    return attached;
  }

  /**
   * Skips the scenario where its stack is somebody else's.
   *
   * @param why it needs one that azdrill made, as the end of a sentence
   */
  void requireOwnStack(String why) {
    if (attached.isPresent()) {
      throw new MissingCapability(
          "this run is attached to the stack "
              + attached.get().stack()
              + ", which somebody else made, and the scenario needs one of its own: "
              + why);
    }
  }

  /** What the stack of an architecture is called. */
  private String stack(String architecture) {
    return isShared ? SharedPlatform.ofTheRun().stack(architecture) : architecture;
  }

  private Architectures.Described described(String architecture) {
    AwsSession aws = platform().session();
    if (attached.isPresent()) {
      Inventory whole = attached.get().whole(aws);
      return new Architectures.Described(whole, attached.get().drilled(whole));
    }
    Inventory all = new Discovery(aws).byStack(stack(architecture));
    return new Architectures.Described(all, all);
  }

  /** Makes an architecture of this name part of the scenario, as it is described now. */
  public void discover(String architecture) {
    recorded(
        () -> {
          Architectures.Described described = described(architecture);
          architectures.put(architecture, described);
          Inventory now = described.drilled();
          if (session.isPresent() && architecture.equals(architectures().get(0))) {
            session.get().described(now);
          } else if (session.isEmpty()) {
            ScenarioRun mine = run.orElseThrow();
            session =
                Optional.of(
                    (isShared
                            ? SharedPlatform.ofTheRun().leased(mine.on(platform()))
                            : mine.on(platform()))
                        .open(mine.id().id(), mine.id().scenario(), now, Objectives.NONE));
          }
          return now;
        });
  }

  /** What stands under this name, as it was described last. */
  public Inventory inventory(String stack) {
    return architectures
        .of(stack)
        .map(Architectures.Described::whole)
        .orElseThrow(
            () ->
                outOfOrder(
                    "expected 'the "
                        + stack
                        + " architecture is running' before this step, saw only "
                        + architectures()));
  }

  /** What the drills of this scenario work on: the architecture that was named first. */
  public Inventory inventory() {
    return architectures
        .first()
        .map(Architectures.Described::drilled)
        .orElseThrow(this::noArchitecture);
  }

  /** The names of the architectures of this scenario, in the order in which they were named. */
  public List<String> architectures() {
    return architectures.names();
  }

  /** The name of the one that was named first. */
  String architecture() {
    return architectures().stream().findFirst().orElseThrow(this::noArchitecture);
  }

  /** What breaks, awaits, judges and undoes. */
  public DrillSession session() {
    return session.orElseThrow(this::noArchitecture);
  }

  private IllegalStateException noArchitecture() {
    return outOfOrder("expected 'the production architecture is running' before this step");
  }

  /** Clients use the application from now on. */
  public void use(Clients all) {
    clients = Optional.of(all);
    session().use(all);
  }

  /** Who uses the application. */
  public Clients clients() {
    return clients.orElseThrow(
        () -> outOfOrder("expected 'clients are using the application' before this step"));
  }

  /** Breaks something. What breaks the scenario off here is remembered. */
  public Injection inject(Fault fault) {
    return recorded(() -> session().inject(fault));
  }

  /** The fault of this text: {@code zone-power-loss:zone=eu-west-2a}. */
  Fault faultOf(String text) {
    return recorded(() -> FaultCatalogue.parse(text));
  }

  /** What was broken last. */
  public Injection injection() {
    return session().injections().stream()
        .findFirst()
        .orElseThrow(() -> outOfOrder("expected a step that breaks something before this"));
  }

  /**
   * Fails, in a sentence, unless this comes true in time. Something must have happened before: what
   * nothing disturbed has not recovered.
   */
  public void await(TimedExpectation expected) {
    if (session().zero().isEmpty()) {
      throw outOfOrder(
          "expected a step that breaks or changes something, or the load, before "
              + expected.expectation().statement()
              + " is expected");
    }
    Measurement measured = recorded(() -> session().await(expected));
    if (!measured.timeliness().isMet()) {
      throw new AssertionError(explained(RecoverySentence.of(measured)));
    }
  }

  /** The sentence of a failure, and what explains it, where anything does. */
  private String explained(String failure) {
    List<FailureCause> causes = session.map(each -> recorded(each::causes)).orElseGet(List::of);
    return causes.isEmpty() ? failure : failure + "; explained by: " + DrillSteps.words(causes);
  }

  /** Fails, in a sentence, if this comes true in time: a negative control. */
  public void awaitMissed(TimedExpectation expected) {
    Measurement measured = recorded(() -> session().awaitMissed(expected));
    if (measured.timeliness() == Timeliness.UNDECIDED) {
      throw new AssertionError(RecoverySentence.of(measured));
    }
    if (measured.timeliness().isMet()) {
      throw new AssertionError(
          "expected that this fails, it did not: " + RecoverySentence.of(measured));
    }
  }

  /** Fails, in a sentence, unless what clients saw since {@code from} meets these objectives. */
  public void judge(Objectives objectives, Instant from) {
    List<String> unmet =
        recorded(() -> session().judge(objectives, from)).stream()
            .filter(each -> !each.met())
            .map(RecoverySentence::unmet)
            .toList();
    if (!unmet.isEmpty()) {
      throw new AssertionError(explained(String.join("; ", unmet)));
    }
  }

  /** Skips the scenario unless the platform can do this. */
  public void require(Ability ability) {
    recorded(
        () -> {
          platform().capabilities().require(ability);
          return ability;
        });
  }

  /**
   * Runs a whole drill, made for what is described now: a later step says what should become of it.
   */
  void attempt(Function<Inventory, Drill> drill) {
    session();
    Optional<String> before = drills.unjudged();
    if (before.isPresent()) {
      throw failure(before.get());
    }
    discover(architectures().get(0));
    drills.ran(recorded(() -> session().attempt(drill.apply(inventory()))));
  }

  /** What became of the last drill: the caller judges it. */
  DrillOutcome drillOutcome() {
    return drills
        .judge()
        .orElseThrow(() -> outOfOrder("expected a step that runs a drill before this"));
  }

  /** Waits until every fault took effect; a sentence about one that did not. */
  Optional<String> awaitWitnesses() {
    return recorded(() -> session().awaitWitnesses());
  }

  /** Waits for the witness of every fault, then takes back what the step names. */
  public void undo(DrillStep.Undo step) {
    injection();
    Optional<String> unwitnessed = awaitWitnesses();
    List<String> failures = recorded(() -> session().undo(step));
    if (!failures.isEmpty()) {
      throw failure(String.join("; ", failures));
    }
    if (unwitnessed.isPresent()) {
      session().breakOff(unwitnessed.get());
      throw new AssertionError(unwitnessed.get());
    }
    recorded(() -> session().monitor().look());
  }

  /**
   * A step asks something itself: a scenario that breaks something and asks nothing proves nothing.
   * Steps of your own that check something call this, or {@link #session} and what it offers.
   */
  public void asked() {
    session.ifPresent(DrillSession::asked);
  }

  /** The same of something that has to stay as it is: that it does says nothing of a fault. */
  void askedWhatStays() {
    session.ifPresent(DrillSession::askedWhatStays);
  }

  /**
   * A claim was judged. It asks something of what was broken where the answer is another one than
   * before; what is as it always was says nothing of a fault.
   */
  void proved(String blueprint, Proof now) {
    if (session.isPresent() && blueprint.equals(architectures().get(0))) {
      Inventory before = session.get().context().baseline();
      if (now.guarantee().prove(before).verdict() != now.verdict()) {
        asked();
      }
    }
  }

  /** Fails the scenario for a reason that its evidence keeps: to be thrown. */
  public AssertionError failure(String reason) {
    session.ifPresentOrElse(each -> each.fail(reason), () -> failures.add(reason));
    return new AssertionError(explained(reason));
  }

  /**
   * A claim cannot be judged: that fails the scenario where the run is strict, else it proves
   * nothing. To be thrown.
   */
  AssertionError unjudged(String reason) {
    if (CurrentRun.get().settings().strict()) {
      return failure(reason);
    }
    session().breakOff(reason);
    return new AssertionError(reason);
  }

  /** Somebody changed the configuration on purpose: what is derived from it is derived anew. */
  public void noteChange(String resource, String change) {
    session().changed(resource, change);
    discover(architectures().get(0));
  }

  /** A step stands where it cannot be executed: to be thrown. */
  IllegalStateException outOfOrder(String reason) {
    return failures.outOfOrder(reason);
  }

  /** Remembers why a step was broken off: Cucumber does not tell its hooks. */
  <T> T recorded(Supplier<T> act) {
    return failures.recorded(act);
  }

  /**
   * Ends the scenario: undoes, tears down, gives back and judges, each whatever becomes of the
   * others.
   *
   * @return what must fail it although no step did; empty when nothing must
   */
  Optional<String> end(Status status) {
    if (hasEnded || run.isEmpty()) {
      return Optional.empty();
    }
    hasEnded = true;
    drills.unjudged().ifPresent(each -> failure(explained(each)));
    ScenarioEnd end = new ScenarioEnd(run.get(), status, failures.brokenOff(), failures.skipped());
    return platform.isEmpty()
        ? end.withoutPlatform()
        : end.on(
            new ScenarioEnd.Setup(
                platform.get(), isShared, ownStacks, architectures(), attached, session, clients));
  }

  /** Ends a scenario whose hooks were not run: the JVM has run out of something. */
  @Override
  public void dispose() {
    end(Status.FAILED);
  }
}
