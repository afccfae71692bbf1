package dev.azdrill.cli;

import dev.azdrill.fault.Restorer;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.StackLock;
import dev.azdrill.provision.StackLocks;
import java.util.List;
import java.util.Optional;

/**
 * Takes a stack for a command: locks it, and undoes what a run that is over left broken in it. An
 * undo that waits in a stack that nobody holds has outlived its lease.
 */
final class LockedStack {
  private final Platform platform;
  private final StackLocks locks;
  private final Terminal terminal;

  LockedStack(Platform platform, StackLocks locks, Terminal terminal) {
    this.platform = platform;
    this.locks = locks;
    this.terminal = terminal;
  }

  /**
   * Locks a stack; without effect where none stands.
   *
   * @param force takes it from a run that holds it
   * @throws dev.azdrill.provision.StackLocked when another run holds it: nothing was changed
   */
  void take(String stack, boolean force) {
    Optional<StackLock> before = force ? locks.takeOver(stack) : locks.take(stack);
    before.ifPresent(
        lock ->
            terminal.line(
                "Stack "
                    + stack
                    + ": took over the lock of "
                    + lock.holder()
                    + (force
                        ? "; if that run still works, it stops when it looks at the lock next."
                        : ", which is over.")));
  }

  /**
   * Undoes what waits for it, and says so in one line.
   *
   * @return what could not be undone, a sentence each
   */
  List<String> restore(String stack) {
    List<String> waiting = new Restorer(platform, told -> {}).waiting(stack);
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<String> failures = new Restorer(platform, told -> {}).fromTags(stack);
    if (failures.isEmpty()) {
      terminal.line(
          "Stack "
              + stack
              + ": undone, left by an earlier run: "
              + String.join(", ", waiting)
              + ".");
    }
    return failures;
  }
}
