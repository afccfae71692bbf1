package dev.azdrill.drill;

import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Performs the steps of one drill in a session, from steady state to steady state. */
final class PlayedDrill implements DrillStep.Reader<Boolean> {
  private final DrillSession session;
  private final Drill drill;
  private final Consumer<String> failures;

  /** By identity: the same question after another fault is another one. */
  private final Set<DrillStep> vacuous = Collections.newSetFromMap(new IdentityHashMap<>());

  private Optional<Instant> disturbedAt = Optional.empty();
  private Optional<String> nothing = Optional.empty();

  /**
   * @param failures is told what was not met in time, a sentence each
   */
  PlayedDrill(DrillSession session, Drill drill, Consumer<String> failures) {
    this.session = session;
    this.drill = drill;
    this.failures = failures;
  }

  /**
   * Breaks, waits, undoes, waits.
   *
   * @return why it proves nothing; empty when it does
   */
  Optional<String> play() {
    Optional<String> restless = session.restless();
    if (restless.isPresent()) {
      return restless;
    }
    new ExpectedSubjects(session.context()).require(drill);
    boolean isWhole = drill.steps().stream().allMatch(each -> each.accept(this));
    if (isWhole && restored()) {
      session.check(TimedExpectation.inTime(new Expectation.SteadyState()), false, failures);
      session.recheck(failures);
    }
    return nothing.or(() -> drill.nothingAsked(vacuous));
  }

  @Override
  public Boolean inject(DrillStep.Inject step) {
    session.recheck(failures);
    session.impose(step.fault(), Optional.of(drill));
    return disturbed();
  }

  @Override
  public Boolean expect(DrillStep.Expect step) {
    session.check(step.expected(), true, failures);
    noteVacuous(step, step.expected());
    return true;
  }

  @Override
  public Boolean expectMissed(DrillStep.ExpectMissed step) {
    session.checkMissed(step.expected(), failures);
    noteVacuous(step, step.expected());
    return true;
  }

  /** Whatever becomes of what was broken, it is as it is. */
  private void noteVacuous(DrillStep step, TimedExpectation expected) {
    if (!session.mayCause(expected.expectation())) {
      vacuous.add(step);
    }
  }

  /** What was undone leaves no witness any more: it is waited for before. */
  @Override
  public Boolean undo(DrillStep.Undo step) {
    nothing = nothing.or(session::awaitWitnesses);
    session.recheck(failures);
    List<String> left = session.takeBack(step.fault());
    session.monitor().look();
    if (!left.isEmpty()) {
      nothing =
          nothing.or(
              () ->
                  Optional.of(
                      "what recovers after the undo was not looked at: it failed at first"));
    }
    return left.isEmpty();
  }

  private boolean restored() {
    nothing = nothing.or(session::awaitWitnesses);
    return session.injections().stream().allMatch(each -> each.isUndone())
        || undo(new DrillStep.Undo());
  }

  private boolean disturbed() {
    disturbedAt = disturbedAt.or(() -> Optional.of(session.since()));
    return true;
  }

  /**
   * When its first fault was imposed, or its first change of load made.
   *
   * @throws java.util.NoSuchElementException when it did not get so far
   */
  Instant disturbedAt() {
    return disturbedAt.orElseThrow();
  }

  @Override
  public Boolean load(DrillStep.Load step) {
    session.recheck(failures);
    if (!session.changeLoad(step.requestsPerSecond()) && disturbedAt.isEmpty()) {
      nothing =
          nothing.or(
              () ->
                  Optional.of(
                      "nothing was changed: the load was "
                          + step.requestsPerSecond()
                          + " requests per second already"));
    }
    return disturbed();
  }

  @Override
  public Boolean pause(DrillStep.Pause step) {
    session.monitor().keepLooking("the pause of the drill", step.duration());
    return true;
  }
}
