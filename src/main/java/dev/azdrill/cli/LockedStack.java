package dev.azdrill.cli;

import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.StackLock;
import dev.azdrill.provision.StackLocks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes a stack for a command: locks it, and undoes what a run that is over left broken in it.
 * Whoever works on the stack undoes all of that, for its run is over; whoever only sees it undoes
 * what has outlived its lease.
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
    Restorer restorer = new Restorer(platform, told -> {});
    return undone(stack, restorer.waiting(stack), () -> restorer.fromTags(stack));
  }

  /**
   * Undoes what has outlived its lease, and says so in one line; what has not is left alone.
   *
   * @return what could not be undone, a sentence each
   */
  List<String> restoreOutlived(String stack) {
    Restorer restorer = new Restorer(platform, told -> {});
    Instant now = locks.time().instant();
    List<WaitingUndo> over =
        restorer.waiting(stack).stream().filter(each -> each.isOutlived(now)).toList();
    return undone(stack, over, () -> restorer.outlived(stack, now));
  }

  private List<String> undone(
      String stack, List<WaitingUndo> waiting, Supplier<List<String>> undo) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    Instant now = locks.time().instant();
    List<String> failures = undo.get();
    if (failures.isEmpty()) {
      terminal.line(
          "Stack "
              + stack
              + ": undone, left by an earlier run: "
              + waiting.stream().map(each -> each.words(now)).collect(Collectors.joining(", "))
              + ".");
    }
    return failures;
  }
}
