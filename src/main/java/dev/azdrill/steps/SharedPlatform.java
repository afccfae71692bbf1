package dev.azdrill.steps;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Baseline;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.feature.AttachedArchitecture;
import dev.azdrill.feature.FeatureRun;
import dev.azdrill.feature.PlatformSource;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Stopped;
import dev.azdrill.text.Trouble;
import dev.azdrill.topology.Blueprint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one platform that the scenarios of a run share where time is the wall clock's: opened when
 * the first scenario needs it, used by one scenario at a time, closed when all have run, with every
 * stack on it torn down.
 *
 * <p>A stack stays for the next scenario as long as it is what was provisioned: what a scenario has
 * changed for good is torn down, and the next one provisions it anew. What cannot be torn down is
 * told, whatever else happens.
 */
final class SharedPlatform {
  private static final SharedPlatform RUN = new SharedPlatform();

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<String, Standing> stacks = new LinkedHashMap<>();
  private final Set<String> removed = new TreeSet<>();
  private StackNames names = StackNames.plain();
  private Optional<StackLocks> locks = Optional.empty();
  private Optional<Platform> platform = Optional.empty();
  private Optional<Refused> refused = Optional.empty();
  private boolean taken;

  /**
   * A stack of this run.
   *
   * @param baseline what it must be like for the next scenario; empty while it is provisioned, and
   *     when it may be used no more
   */
  private record Standing(Blueprint blueprint, Optional<Baseline> baseline) {}

  /** Why the platform could not be opened for a run. */
  private record Refused(FeatureRun run, String reason) {}

  private SharedPlatform() {}

  /** The one of this run. */
  static SharedPlatform ofTheRun() {
    return RUN;
  }

  /**
   * Waits for its turn, and opens the platform if nobody has.
   *
   * @throws PlatformException when it cannot be had, or no longer answers
   */
  Platform take(FeatureRun run) {
    turn.lock();
    try {
      if (platform.isEmpty()) {
        platform = Optional.of(open(run));
        Optional<String> id = run.settings().platforms().run();
        names = new StackNames(id);
        taken = false;
        locks = id.map(each -> locks(platform.get(), each));
        run.atEnd(this::end);
        announce(platform.get(), ending(run.settings().platforms(), id));
      }
      Optional<String> lost = platform.get().lost();
      if (lost.isPresent()) {
        throw new PlatformException(lost.get());
      }
      return platform.get();
    } catch (RuntimeException e) {
      turn.unlock();
      throw e;
    }
  }

  private static StackLocks locks(Platform open, String run) {
    return new StackLocks(open.session(), LockOwner.ofThisProcess(run, InstantSource.system()));
  }

  /** What the stack of an architecture is called in this run. */
  String stack(String architecture) {
    return names.of(architecture);
  }

  /**
   * Takes the stack that the run is attached to: locks it, once, and makes sure that the run still
   * holds it.
   *
   * @throws dev.azdrill.provision.StackLocked when another run holds it
   * @throws PlatformException when an earlier run left something broken in it
   */
  void attach(AttachedArchitecture to) {
    StackLocks held =
        locks.orElseThrow(() -> new PlatformException("expected a run with a lock, saw none"));
    if (taken) {
      held.check(to.stack());
      return;
    }
    Platform open = platform.orElseThrow();
    open.session().restrictTo(callsOnWhatStands());
    held.take(to.stack());
    List<String> waiting = waiting(to);
    if (!waiting.isEmpty()) {
      throw new PlatformException(
          "expected the stack "
              + to.stack()
              + " as its owner made it, an earlier run left it broken: run 'azdrill restore --stack "
              + to.stack()
              + "' first; it waits: "
              + String.join("; ", waiting));
    }
    taken = true;
  }

  /** Tags, which the lock is, too, faults, and what undoes them: nothing is made or removed. */
  private static PermittedCalls callsOnWhatStands() {
    Set<AwsAction> faults = new TreeSet<>();
    FaultCatalogue.all().forEach(each -> faults.addAll(each.apiCalls()));
    return Restorer.CALLS.and(faults).named("features on a stack that somebody else made");
  }

  /** What tags in the stack say that is still to be undone, in words. */
  List<String> waiting(AttachedArchitecture to) {
    return new Restorer(platform.orElseThrow(), told -> {})
        .waiting(to.stack()).stream().map(WaitingUndo::words).toList();
  }

  /** Where the platform outlives this process, leases of faults end by the clock of its locks. */
  DrillRun leased(DrillRun run) {
    return locks.map(each -> run.leasedBy(each.time())).orElse(run);
  }

  /** Makes and removes the stacks of this run. */
  Provisioner provisioner() {
    AwsSession aws = platform.orElseThrow().session();
    return locks
        .map(each -> new Provisioner(aws, StepListener.SILENT, each))
        .orElseGet(() -> new Provisioner(aws, StepListener.SILENT));
  }

  /** What cannot be had once is not tried again for every scenario. */
  private Platform open(FeatureRun run) {
    if (refused.filter(each -> each.run() == run).isPresent()) {
      throw new PlatformException(refused.get().reason());
    }
    try {
      return run.settings().platforms().open(run.settings().seed());
    } catch (PlatformException e) {
      refused = Optional.of(new Refused(run, Trouble.of(e)));
      throw e;
    }
  }

  private static String ending(PlatformSource source, Optional<String> run) {
    return source
        .attached()
        .map(to -> ", attached to the stack " + to.stack())
        .or(() -> run.map(id -> ", with stacks whose names end with " + id))
        .orElse("");
  }

  @SuppressWarnings(
      "SystemOut") // What a platform can do is stated before a run, where people look.
  private static void announce(Platform open, String with) {
    System.out.println("azdrill runs on " + open.answeredBy() + with);
    open.capabilities().lines().forEach(line -> System.out.println("  " + line));
  }

  /**
   * A stack is about to be provisioned: from now on it is torn down at the end of the run. One of
   * its name that was made of another blueprint, or that a scenario has left changed, goes first.
   */
  void claim(Blueprint blueprint) {
    Standing there = stacks.get(blueprint.name());
    if (there != null && (there.baseline().isEmpty() || !there.blueprint().equals(blueprint))) {
      tearDown(blueprint.name());
    }
    stacks.putIfAbsent(blueprint.name(), new Standing(blueprint, Optional.empty()));
    removed.remove(blueprint.name());
  }

  /** It was provisioned, or stood already. */
  void stands(Blueprint blueprint, Inventory provisioned) {
    stacks.computeIfPresent(
        blueprint.name(),
        (name, there) ->
            there.baseline().isPresent()
                ? there
                : new Standing(blueprint, Optional.of(new Baseline(provisioned))));
  }

  /**
   * Removes a stack: the next scenario that wants it gets a fresh one.
   *
   * @throws RuntimeException when it cannot be removed; the next scenario does not use it then
   */
  void tearDown(String architecture) {
    stacks.computeIfPresent(
        architecture, (name, there) -> new Standing(there.blueprint(), Optional.empty()));
    Provisioner provisioner = provisioner();
    Stopped.despite(() -> provisioner.tearDown(stack(architecture)));
    stacks.remove(architecture);
    removed.add(architecture);
  }

  /** The architectures that are not what was provisioned, and how each differs, in a sentence. */
  Map<String, String> changed() {
    Map<String, String> changed = new LinkedHashMap<>();
    stacks.forEach(
        (stack, standing) -> difference(stack, standing).ifPresent(how -> changed.put(stack, how)));
    return changed;
  }

  private Optional<String> difference(String architecture, Standing standing) {
    if (standing.baseline().isEmpty()) {
      return Optional.of("it was not provisioned completely");
    }
    try {
      return standing
          .baseline()
          .get()
          .differenceOf(
              new Discovery(platform.orElseThrow().session()).byStack(stack(architecture)));
    } catch (RuntimeException unreadable) {
      return Optional.of("it cannot be described: " + Trouble.of(unreadable));
    }
  }

  /** A scenario is over: the next one may use the platform. */
  void giveBack() {
    turn.unlock();
  }

  /**
   * The run is over: nothing of it stays.
   *
   * @param notes what was torn down, and what was left
   */
  void end(Consumer<Observation> notes) {
    if (platform.isEmpty()) {
      return;
    }
    Platform open = platform.get();
    Optional<String> lost = open.lost();
    lost.ifPresent(why -> notes.accept(new Observation.PlatformLost(open.name(), why)));
    // The journal of a run is in the order of its scenarios, and they ran in another one: what was
    // removed on the way is said again at the end, where everything is accounted for.
    removed.forEach(
        each ->
            notes.accept(
                new Observation.StackTornDown(
                    stack(each), "it was removed after its last scenario")));
    removed.clear();
    for (String each : new ArrayList<>(stacks.keySet())) {
      notes.accept(lost.map(why -> left(stack(each), why)).orElseGet(() -> removed(each)));
    }
    locks.ifPresent(StackLocks::close);
    locks = Optional.empty();
    stacks.clear();
    removed.clear();
    platform = Optional.empty();
    try {
      open.close();
    } catch (RuntimeException e) {
      notes.accept(
          new Observation.ResourceLeft(
              "platform " + open.name(), "it could not be closed: " + Trouble.of(e)));
    }
  }

  private Observation removed(String architecture) {
    try {
      tearDown(architecture);
      return new Observation.StackTornDown(stack(architecture), "the run is over");
    } catch (RuntimeException e) {
      return left(stack(architecture), Trouble.of(e));
    }
  }

  private Observation left(String what, String why) {
    return new Observation.ResourceLeft("stack " + what, why + remedy(what));
  }

  /** How to remove what is left of a stack, on a platform that outlives this process. */
  String remedy(String stack) {
    return locks.isPresent()
        ? "; once that is mended: azdrill teardown "
            + stack
            + ", with the same --platform and --endpoint"
        : "";
  }
}
