package dev.azdrill.steps;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillOutcome;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.StackConfiguration;
import dev.azdrill.feature.AttachedArchitecture;
import dev.azdrill.feature.ScenarioRun;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import io.cucumber.java.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a scenario: witnesses, undo, clients, teardown, verdict, each whatever becomes of the
 * others. What a step did not fail for may fail here.
 */
final class ScenarioEnd {
  private final ScenarioRun run;
  private final Status status;
  private final List<String> brokenOff;
  private final Optional<String> skipped;
  private final List<String> unsafe = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  /**
   * What a scenario worked with.
   *
   * @param isShared whether other scenarios use the platform, too
   * @param ownStacks whether no other scenario may use its stacks
   * @param stacks its architectures, the drilled one first
   * @param attached the stack that the run is attached to, where it is
   */
  record Setup(
      Platform platform,
      boolean isShared,
      boolean ownStacks,
      List<String> stacks,
      Optional<AttachedArchitecture> attached,
      Optional<DrillSession> session,
      Optional<Clients> clients) {}

  /**
   * @param status what became of the steps and of the hooks inside of ours
   * @param brokenOff why steps were broken off, as far as that is known
   * @param skipped what the platform lacks, if it does
   */
  ScenarioEnd(ScenarioRun run, Status status, List<String> brokenOff, Optional<String> skipped) {
    this.run = run;
    this.status = status;
    this.brokenOff = List.copyOf(brokenOff);
    this.skipped = skipped;
  }

  /** Ends it without a platform: none could be opened. */
  Optional<String> withoutPlatform() {
    run.noteOutcome("nothing", Instant.EPOCH, steps().verdict(), steps().reason());
    return concluded(steps(), false);
  }

  /** Ends it, and gives its platform back. */
  Optional<String> on(Setup setup) {
    Platform platform = setup.platform();
    JournalScope notes = run.on(platform).notes().of(run.id().id());
    Optional<DrillOutcome> reached = Optional.empty();
    try {
      setup.session().ifPresent(this::undo);
      setup.clients().ifPresent(each -> guarded("the clients could not be stopped", each::close));
      if (setup.isShared()) {
        guarded(
            "its stacks could not be looked at",
            () ->
                setup
                    .attached()
                    .ifPresentOrElse(to -> leave(to, setup, notes), () -> tearDown(setup, notes)));
      }
      if (setup.isShared() && status == Status.FAILED) {
        guarded("the platform's log could not be kept", () -> run.on(platform).keepLog());
      }
    } finally {
      reached = setup.session().map(this::close);
      guarded(
          "the platform could not be given back",
          setup.isShared() ? SharedPlatform.ofTheRun()::giveBack : () -> discard(setup, notes));
    }
    if (reached.isEmpty()) {
      notes.note(new Observation.DrillBegun(run.id().scenario()));
      notes.note(new Observation.DrillEnded(all().verdict(), all().reason()));
    }
    boolean hasBroken = setup.session().filter(each -> !each.injections().isEmpty()).isPresent();
    return concluded(reached.orElseGet(this::all), hasBroken);
  }

  /** A region of the scenario's own ends with it, and all that stood there. */
  private static void discard(Setup setup, JournalScope notes) {
    setup.platform().close();
    setup
        .stacks()
        .forEach(
            each ->
                notes.note(new Observation.StackTornDown(each, "the scenario's region has ended")));
  }

  private void undo(DrillSession session) {
    if (status == Status.PASSED) {
      guarded("witnesses could not be looked for", () -> session.awaitWitnesses());
    }
    guarded("faults could not be undone", () -> session.undoAll());
  }

  /** A stack of somebody else's is as it was, or it is told how not. */
  private void leave(AttachedArchitecture to, Setup setup, JournalScope notes) {
    if (setup.session().isEmpty() || setup.platform().lost().isPresent()) {
      return;
    }
    List<String> left = new ArrayList<>();
    for (String each : SharedPlatform.ofTheRun().waiting(to)) {
      left.add("tags say that it waits: to " + each);
    }
    Inventory now = to.drilled(to.whole(setup.platform().session()));
    Inventory before = setup.session().get().context().baseline();
    left.addAll(StackConfiguration.of(now).differencesFrom(StackConfiguration.of(before)));
    for (String each : left) {
      notes.note(new Observation.ResourceLeft("stack " + to.stack(), each));
      unsafe.add("the stack " + to.stack() + " is not as it was: " + each);
    }
    // Whoever took the lock meanwhile may have broken what this scenario saw.
    SharedPlatform.ofTheRun().attach(to);
  }

  private void tearDown(Setup setup, JournalScope notes) {
    if (setup.platform().lost().isPresent()) {
      return; // What stands on it is told when the run ends.
    }
    toRemove(setup)
        .forEach(
            (architecture, why) -> {
              String stack = SharedPlatform.ofTheRun().stack(architecture);
              try {
                SharedPlatform.ofTheRun().tearDown(architecture);
                notes.note(new Observation.StackTornDown(stack, why));
              } catch (RuntimeException e) {
                String reason = Trouble.of(e) + SharedPlatform.ofTheRun().remedy(stack);
                notes.note(new Observation.ResourceLeft("stack " + stack, reason));
                unsafe.add("stack " + stack + " was left behind: " + reason);
              }
            });
  }

  private static Map<String, String> toRemove(Setup setup) {
    Map<String, String> all = new LinkedHashMap<>();
    if (setup.ownStacks()) {
      setup.stacks().forEach(each -> all.put(each, "the scenario shares its stacks with no other"));
    }
    setup.session().stream()
        .flatMap(each -> each.injections().stream())
        .filter(each -> !each.isUndone())
        .findFirst()
        .ifPresent(each -> all.putIfAbsent(setup.stacks().get(0), "a fault may still hold"));
    setup.session().stream()
        .flatMap(each -> each.injections().stream())
        .flatMap(each -> each.fault().lasting().stream())
        .findFirst()
        .ifPresent(lasting -> all.putIfAbsent(setup.stacks().get(0), lasting));
    SharedPlatform.ofTheRun()
        .changed()
        .forEach((stack, how) -> all.putIfAbsent(stack, "it was changed: " + how));
    return all;
  }

  private DrillOutcome close(DrillSession session) {
    DrillOutcome steps = steps();
    if (steps.verdict() == Verdict.FAILED) {
      if (session.isUntroubled()) {
        session.fail(steps.reason());
      }
    } else if (steps.verdict() == Verdict.INCONCLUSIVE) {
      session.breakOff(steps.reason());
    }
    unsafe.forEach(session::unsafe);
    if (Drill.isName(run.id().scenario())) {
      session.asDrill(run.id().scenario()).flatMap(run::keep).ifPresent(troubles::add);
    }
    session.close();
    return session.outcome().orElseThrow();
  }

  /** What the steps alone say. */
  private DrillOutcome steps() {
    if (status == Status.SKIPPED) {
      return new DrillOutcome(Verdict.INCONCLUSIVE, "skipped: " + whySkipped());
    }
    List<String> reasons = new ArrayList<>(brokenOff);
    reasons.addAll(troubles);
    if (!reasons.isEmpty()) {
      return new DrillOutcome(
          Verdict.INCONCLUSIVE, "the scenario was broken off: " + String.join("; ", reasons));
    }
    return switch (status) {
      case PASSED -> new DrillOutcome(Verdict.PASSED, "every step passed");
      case FAILED ->
          new DrillOutcome(
              Verdict.FAILED, "a step failed: Cucumber's report of it says which and why");
      case UNDEFINED ->
          new DrillOutcome(Verdict.INCONCLUSIVE, "not executed: a step is not defined");
      case AMBIGUOUS ->
          new DrillOutcome(Verdict.INCONCLUSIVE, "not executed: a step is defined more than once");
      case PENDING, SKIPPED, UNUSED ->
          new DrillOutcome(Verdict.INCONCLUSIVE, "not executed: a step is pending");
    };
  }

  private DrillOutcome all() {
    return unsafe.isEmpty()
        ? steps()
        : new DrillOutcome(Verdict.UNSAFE, String.join("; ", unsafe) + "; " + steps().reason());
  }

  private String whySkipped() {
    return skipped.orElse("a step skipped the rest");
  }

  /**
   * @param hasBroken whether something was broken: what then was skipped, or is not defined, leaves
   *     a question without an answer, and nobody may count it as not executed
   */
  private Optional<String> concluded(DrillOutcome reached, boolean hasBroken) {
    List<String> complaints = new ArrayList<>(troubles);
    boolean isUnsafe = reached.verdict() == Verdict.UNSAFE;
    if (status == Status.SKIPPED && !isUnsafe && !hasBroken) {
      run.skipped(whySkipped());
    } else if (status == Status.PASSED || status == Status.FAILED || isUnsafe || hasBroken) {
      run.executed();
    } else {
      run.notExecuted();
    }
    boolean isCutShort = hasBroken && status == Status.SKIPPED;
    if (isUnsafe
        || isCutShort
        || (status == Status.PASSED && reached.verdict() != Verdict.PASSED)) {
      complaints.add(0, reached.verdict() + ": " + reached.reason());
    }
    run.close().ifPresent(complaints::add);
    if (!complaints.isEmpty() || (status != Status.PASSED && status != Status.SKIPPED)) {
      run.failed();
    }
    return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", complaints));
  }

  private void guarded(String what, Runnable act) {
    try {
      act.run();
    } catch (RuntimeException | AssertionError e) {
      troubles.add(what + ": " + Trouble.of(e));
    }
  }
}
