package dev.azdrill.steps;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.discovery.StackNotFound;
import dev.azdrill.drill.Baseline;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.topology.Blueprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one platform that the scenarios of a run share where time is the wall clock's: opened when
 * the first scenario needs it, used by one scenario at a time, closed when all have run, with every
 * stack on it torn down.
 *
 * <p>A stack stays for the next scenario as long as it is what was provisioned: what a scenario has
 * changed for good is torn down, and the next one provisions it anew.
 */
final class SharedPlatform {
  private static final SharedPlatform RUN = new SharedPlatform();

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<String, Standing> stacks = new LinkedHashMap<>();
  private @Nullable Platform platform;

  /** A stack that stands, and what it must be like for the next scenario. */
  private record Standing(Blueprint blueprint, Baseline baseline) {}

  private SharedPlatform() {}

  /** The one of this run. */
  static SharedPlatform ofTheRun() {
    return RUN;
  }

  /** Waits for its turn, and opens the platform if nobody has. */
  Platform take(Selection selection, String seed) {
    turn.lock();
    try {
      Platform open = platform;
      if (open == null) {
        open = selection.open(seed, Progress.SILENT);
        platform = open;
        announce(open);
      }
      return open;
    } catch (RuntimeException e) {
      turn.unlock();
      throw e;
    }
  }

  @SuppressWarnings(
      "SystemOut") // What a platform can do is stated before a run, where people look.
  private static void announce(Platform open) {
    System.out.println("azdrill runs on " + open.answeredBy());
    open.capabilities().lines().forEach(line -> System.out.println("  " + line));
  }

  /** A stack was provisioned, or stood already. */
  void stands(Blueprint blueprint, Inventory provisioned) {
    stacks.putIfAbsent(blueprint.name(), new Standing(blueprint, new Baseline(provisioned)));
  }

  /** Makes room for a blueprint: a stack of its name that was made of another one goes. */
  void makeRoom(Platform open, Blueprint blueprint) {
    Standing there = stacks.get(blueprint.name());
    if (there != null && !there.blueprint().equals(blueprint)) {
      tearDown(open, blueprint.name());
    }
  }

  /**
   * A scenario is over.
   *
   * @return what it left behind that was torn down, a sentence for each stack
   */
  Map<String, String> giveBack() {
    try {
      return restore();
    } finally {
      turn.unlock();
    }
  }

  private Map<String, String> restore() {
    Map<String, String> tornDown = new LinkedHashMap<>();
    Platform open = platform;
    if (open == null || !open.lost().isEmpty()) {
      return tornDown;
    }
    for (Map.Entry<String, Standing> each : Map.copyOf(stacks).entrySet()) {
      Optional<String> difference = difference(open, each.getKey(), each.getValue().baseline());
      if (difference.isPresent()) {
        tearDown(open, each.getKey());
        tornDown.put(each.getKey(), difference.get());
      }
    }
    return tornDown;
  }

  private static Optional<String> difference(Platform open, String stack, Baseline baseline) {
    try {
      return baseline.differenceOf(new Discovery(open.session()).byStack(stack));
    } catch (StackNotFound gone) {
      return Optional.of(String.valueOf(gone.getMessage()));
    }
  }

  /** Removes a stack: the next scenario that wants it gets a fresh one. */
  void tearDown(Platform open, String stack) {
    new Provisioner(open.session(), StepListener.SILENT).tearDown(stack);
    stacks.remove(stack);
  }

  /** The run is over: nothing of it stays. */
  void end() {
    Platform open = platform;
    if (open == null) {
      return;
    }
    platform = null;
    try {
      if (open.lost().isEmpty()) {
        Map.copyOf(stacks).keySet().forEach(stack -> tearDown(open, stack));
      }
    } finally {
      open.close();
    }
  }
}
