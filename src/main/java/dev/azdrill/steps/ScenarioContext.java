package dev.azdrill.steps;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Expectations;
import dev.azdrill.drill.Recovery;
import dev.azdrill.drill.StackMonitor;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injected;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
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
 * What one scenario works with: its platform, the stacks that stand on it, who uses them, what is
 * broken, and the journal. Picocontainer makes one for each scenario and hands it to all step
 * classes; steps of your own may take it too.
 *
 * <p>Whatever happens, faults are undone when the scenario ends.
 */
public final class ScenarioContext {
  private final Map<String, Inventory> stacks = new LinkedHashMap<>();
  private final Deque<Injected> faults = new ArrayDeque<>();
  private final Selection selection = Selection.from(System::getProperty, System::getenv);
  private @Nullable Platform platform;
  private @Nullable Journal journal;
  private @Nullable Clients clients;
  private @Nullable StackMonitor watch;
  private @Nullable Instant since;
  private boolean ownStacks;

  /** Opens the platform. Runs before every other hook. */
  @Before(order = 0)
  public void open(Scenario scenario) {
    ScenarioId story = ScenarioId.of(scenario);
    journal = new Journal(story.name());
    if (selection.isSimulator()) {
      platform = selection.open(story.seed(), Progress.SILENT);
    } else {
      Platform shared = SharedPlatform.ofTheRun().take(selection, ScenarioId.runSeed());
      platform = shared;
      shared
          .capabilities()
          .offers()
          .forEach(offer -> note("platform.capability", offer.what(), offer.provider()));
      noteResolution();
    }
    note("scenario.begun", story.feature(), scenario.getName());
  }

  /** What is seen late here is measured late: the evidence says by how much. */
  private void noteResolution() {
    note(
        "platform.resolution",
        platform().name(),
        "what is described is up to "
            + platform().resolution().toSeconds()
            + " s old; recovery times are too long by as much");
  }

  /** A scenario with this tag shares its stacks with no other, on any platform. */
  @Before(value = "@own-stack", order = 10)
  public void own() {
    ownStacks = true;
  }

  /**
   * Undoes what is broken, writes the journal, closes the platform. Runs after every other hook.
   */
  @After(order = 0)
  public void close(Scenario scenario) {
    if (platform == null) {
      return;
    }
    try {
      undo();
      if (clients != null) {
        clients.close();
      }
    } finally {
      giveBack(scenario);
      note("scenario.ended", ScenarioId.of(scenario).feature(), scenario.getStatus().name());
      Path folder = Path.of(System.getProperty("azdrill.evidence", "target/evidence"));
      journal().writeTo(folder.resolve(ScenarioId.of(scenario).fileName()));
    }
  }

  private void giveBack(Scenario scenario) {
    if (selection.isSimulator()) {
      platform().close();
      return;
    }
    noteResolution();
    if (scenario.isFailed()) {
      String lost = platform().lost();
      if (!lost.isEmpty()) {
        note("platform.lost", platform().name(), lost);
      }
      platform().log().lines().forEach(line -> note("platform.log", platform().name(), line));
    }
    if (ownStacks) {
      stacks.keySet().forEach(stack -> SharedPlatform.ofTheRun().tearDown(platform(), stack));
    } else if (platform().lost().isEmpty()) {
      faults.stream()
          .map(each -> each.fault().lasting())
          .filter(lasting -> !lasting.isEmpty())
          .findFirst()
          .ifPresent(this::tearDown);
    }
    SharedPlatform.ofTheRun()
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
              SharedPlatform.ofTheRun().tearDown(platform(), stack);
              note("stack.torn-down", stack, because);
            });
  }

  /** Closes the platform that scenarios shared. */
  @AfterAll
  public static void end() {
    SharedPlatform.ofTheRun().end();
  }

  /** Where the scenario runs. */
  public Platform platform() {
    return begun(platform);
  }

  /** What is written down. */
  public Journal journal() {
    return begun(journal);
  }

  /**
   * Lets an architecture stand: what of it stands already is left as it is.
   *
   * @throws dev.azdrill.platform.MissingCapability when the platform lacks a service that it needs;
   *     the scenario is skipped then
   */
  public void provision(Blueprint blueprint) {
    platform().capabilities().require(blueprint.services());
    if (!selection.isSimulator()) {
      if (ownStacks) {
        SharedPlatform.ofTheRun().tearDown(platform(), blueprint.name());
      }
      SharedPlatform.ofTheRun().makeRoom(platform(), blueprint);
    }
    new Provisioner(platform().session(), StepListener.SILENT)
        .provision(blueprint, blueprint.name(), "features");
    discover(blueprint.name());
    if (!selection.isSimulator()) {
      SharedPlatform.ofTheRun().stands(blueprint, inventory(blueprint.name()));
    }
  }

  /** Makes a stack of this name part of the scenario, as it is described now. */
  public void discover(String stack) {
    stacks.put(stack, new Discovery(platform().session()).byStack(stack));
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
  public StackMonitor watch() {
    StackMonitor known = watch;
    if (known == null) {
      known = new StackMonitor(platform(), inventory(), journal(), clients);
      known.look();
      watch = known;
    }
    return known;
  }

  /** Breaks something. The watch looks before and after, so that nothing is missed. */
  public Injected inject(Fault fault) {
    watch();
    Injected injected = fault.inject(new FaultContext(platform(), inventory(), journal()));
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
    return from == null ? platform().session().clock().now() : from;
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
            platform().session().clock().now(),
            kind,
            subject,
            detail,
            Strength.CONTROL_PLANE,
            platform().answeredBy());
  }

  private static <T> T begun(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no scenario has begun");
    }
    return value;
  }
}
