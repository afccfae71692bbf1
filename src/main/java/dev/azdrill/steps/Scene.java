package dev.azdrill.steps;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Expectations;
import dev.azdrill.drill.Recovery;
import dev.azdrill.drill.Watch;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.Injected;
import dev.azdrill.fault.Site;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.target.Target;
import dev.azdrill.target.selection.Selection;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.traffic.Clients;
import io.cucumber.java.After;
import io.cucumber.java.AfterAll;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one scenario works with: its target, the stacks that stand on it, who uses them, what is
 * broken, and the journal. Picocontainer makes one for each scenario and hands it to all step
 * classes; steps of your own may take it too.
 *
 * <p>Whatever happens, faults are undone when the scenario ends.
 */
public final class Scene {
  private final Map<String, Inventory> stacks = new LinkedHashMap<>();
  private final Deque<Injected> faults = new ArrayDeque<>();
  private final Selection selection = Selection.from(System::getProperty, System::getenv);
  private @Nullable Target target;
  private @Nullable Journal journal;
  private @Nullable Clients clients;
  private @Nullable Watch watch;
  private @Nullable Instant since;
  private boolean ownStacks;

  /** Opens the target. Runs before every other hook. */
  @Before(order = 0)
  public void open(Scenario scenario) {
    Story story = Story.of(scenario);
    journal = new Journal(story.name());
    if (selection.isSimulator()) {
      target = selection.open(story.seed(), Progress.SILENT);
    } else {
      Target shared = SharedTarget.ofTheRun().take(selection, Story.runSeed());
      target = shared;
      shared
          .capabilities()
          .offers()
          .forEach(offer -> note("target.capability", offer.what(), offer.provider()));
      noteResolution();
    }
    note("scenario.begun", story.feature(), scenario.getName());
  }

  /** What is seen late here is measured late: the evidence says by how much. */
  private void noteResolution() {
    note(
        "target.resolution",
        target().name(),
        "what is described is up to "
            + target().resolution().toSeconds()
            + " s old; recovery times are too long by as much");
  }

  /** A scenario with this tag shares its stacks with no other, on any target. */
  @Before(value = "@own-stack", order = 10)
  public void own() {
    ownStacks = true;
  }

  /** Undoes what is broken, writes the journal, closes the target. Runs after every other hook. */
  @After(order = 0)
  public void close(Scenario scenario) {
    if (target == null) {
      return;
    }
    try {
      undo();
      if (clients != null) {
        clients.close();
      }
    } finally {
      giveBack(scenario);
      note("scenario.ended", Story.of(scenario).feature(), scenario.getStatus().name());
      Path folder = Path.of(System.getProperty("azdrill.evidence", "target/evidence"));
      journal().writeTo(folder.resolve(Story.of(scenario).fileName()));
    }
  }

  private void giveBack(Scenario scenario) {
    if (selection.isSimulator()) {
      target().close();
      return;
    }
    noteResolution();
    if (scenario.isFailed()) {
      String lost = target().lost();
      if (!lost.isEmpty()) {
        note("target.lost", target().name(), lost);
      }
      target().log().lines().forEach(line -> note("target.log", target().name(), line));
    }
    if (ownStacks) {
      stacks.keySet().forEach(stack -> SharedTarget.ofTheRun().tearDown(target(), stack));
    } else if (target().lost().isEmpty()) {
      faults.stream()
          .map(each -> each.fault().lasting())
          .filter(lasting -> !lasting.isEmpty())
          .findFirst()
          .ifPresent(this::tearDown);
    }
    SharedTarget.ofTheRun()
        .giveBack()
        .forEach((stack, why) -> note("stack.torn-down", stack, "it was changed: " + why));
  }

  /**
   * Faults are injected into the architecture that was named first: the next one gets a fresh one.
   */
  private void tearDown(String because) {
    stacks.keySet().stream()
        .findFirst()
        .ifPresent(
            stack -> {
              SharedTarget.ofTheRun().tearDown(target(), stack);
              note("stack.torn-down", stack, because);
            });
  }

  /** Closes the target that scenarios shared. */
  @AfterAll
  public static void end() {
    SharedTarget.ofTheRun().end();
  }

  /** Where the scenario runs. */
  public Target target() {
    return begun(target);
  }

  /** What is written down. */
  public Journal journal() {
    return begun(journal);
  }

  /**
   * Lets an architecture stand: what of it stands already is left as it is.
   *
   * @throws dev.azdrill.target.Lacking when the target lacks a service that it needs; the scenario
   *     is skipped then
   */
  public void provision(Blueprint blueprint) {
    target().capabilities().require(blueprint.services());
    if (!selection.isSimulator()) {
      if (ownStacks) {
        SharedTarget.ofTheRun().tearDown(target(), blueprint.name());
      }
      SharedTarget.ofTheRun().makeRoom(target(), blueprint);
    }
    new Provisioner(target().session(), StepListener.SILENT)
        .provision(blueprint, blueprint.name(), "features");
    discover(blueprint.name());
    if (!selection.isSimulator()) {
      SharedTarget.ofTheRun().stands(blueprint, inventory(blueprint.name()));
    }
  }

  /** Makes a stack of this name part of the scenario, as it is described now. */
  public void discover(String stack) {
    stacks.put(stack, new Discovery(target().session()).byStack(stack));
  }

  /** What stands under this name, as it was described last. */
  public Inventory inventory(String stack) {
    Inventory found = stacks.get(stack);
    if (found == null) {
      throw new IllegalStateException(
          "expected 'the "
              + stack
              + " architecture is running' before this step, saw only "
              + stacks.keySet());
    }
    return found;
  }

  /** What the drills of this scenario work on: the architecture that was named first. */
  public Inventory inventory() {
    if (stacks.isEmpty()) {
      throw new IllegalStateException(
          "expected 'the production architecture is running' before this step");
    }
    return stacks.values().iterator().next();
  }

  /** Clients use the application from now on. */
  public void usedBy(Clients all) {
    clients = all;
  }

  /** Who uses the application. */
  public Clients clients() {
    Clients all = clients;
    if (all == null) {
      throw new IllegalStateException(
          "expected 'clients are using the application' before this step");
    }
    return all;
  }

  /** The one watch through which all steps look. */
  public Watch watch() {
    Watch known = watch;
    if (known == null) {
      known = new Watch(target(), inventory(), journal(), clients);
      known.look();
      watch = known;
    }
    return known;
  }

  /** Breaks something. The watch looks before and after, so that nothing is missed. */
  public Injected inject(Fault fault) {
    watch();
    Injected injected = fault.inject(new Site(target(), inventory(), journal()));
    faults.push(injected);
    since = injected.at();
    watch().look();
    return injected;
  }

  /** Undoes everything that is broken, the last first. */
  public void undo() {
    faults.forEach(Injected::undo);
  }

  /** What was broken last. */
  public Injected fault() {
    Injected last = faults.peek();
    if (last == null) {
      throw new IllegalStateException("expected a step that breaks something before this one");
    }
    return last;
  }

  /** From now on, recovery is measured from here: a fault was undone, or the load changed. */
  public void restoring(Instant from) {
    since = from;
  }

  /** From when recovery is measured: the last fault, its undo, or the last change of load. */
  public Instant since() {
    Instant from = since;
    return from == null ? target().session().clock().now() : from;
  }

  /** The recovery expectations of what stands there. */
  public Expectations expectations() {
    return new Expectations(inventory());
  }

  /** Fails, in a sentence, unless this recovery was in time; writes it down either way. */
  public void settle(Recovery recovery) {
    note(
        recovery.inTime() ? "recovery.met" : "recovery.missed",
        recovery.expectation().component(),
        recovery.sentence());
    if (!recovery.inTime()) {
      throw new AssertionError(recovery.sentence());
    }
  }

  /** Writes down what a step saw or did. */
  public void note(String kind, String subject, String detail) {
    journal()
        .note(
            target().session().clock().now(),
            kind,
            subject,
            detail,
            Strength.CONTROL_PLANE,
            target().answeredBy());
  }

  private static <T> T begun(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no scenario has begun");
    }
    return value;
  }
}
