package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StandingStack;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Stacks that a command sees and does not work on. What has outlived its lease there is undone,
 * under the stack's lock; a stack that a run holds is left alone, for that run undoes it itself.
 */
final class SeenStacks {
  /** All that may be called for it. */
  static final PermittedCalls CALLS = Restorer.CALLS.and(StackLocks.CALLS.actions());

  private final Platform platform;
  private final LockOwner owner;
  private final Terminal terminal;

  SeenStacks(Platform platform, LockOwner owner, Terminal terminal) {
    this.platform = platform;
    this.owner = owner;
    this.terminal = terminal;
  }

  /** Undoes what has outlived its lease in a stack. */
  Verdict restoreOutlived(StandingStack stack, List<WaitingUndo> waiting) {
    Instant now = owner.time().instant();
    return waiting.stream().anyMatch(each -> each.isOutlived(now))
        ? restored(stack, LockedStack::restoreOutlived)
        : Verdict.PASSED;
  }

  /** Undoes all that waits for it in a stack. */
  Verdict restoreAll(StandingStack stack, List<WaitingUndo> waiting) {
    return waiting.isEmpty() ? Verdict.PASSED : restored(stack, LockedStack::restore);
  }

  private Verdict restored(
      StandingStack stack, BiFunction<LockedStack, String, List<String>> restore) {
    if (stack.lock().isHeld()) {
      return leftAlone(stack.name(), stack.lock().words());
    }
    try (StackLocks locks = new StackLocks(platform.session(), owner)) {
      LockedStack locked = new LockedStack(platform, locks, terminal);
      locked.take(stack.name(), false);
      List<String> failures = restore.apply(locked, stack.name());
      failures.forEach(why -> terminal.error("azdrill: " + why));
      return failures.isEmpty() ? Verdict.PASSED : Verdict.UNSAFE;
    } catch (StackLocked meanwhile) {
      return leftAlone(stack.name(), String.valueOf(meanwhile.getMessage()));
    } catch (SdkException refused) {
      terminal.error(
          "azdrill: what waits for its undo in stack "
              + stack.name()
              + " was not undone: "
              + Trouble.of(refused));
      return Verdict.UNSAFE;
    }
  }

  private Verdict leftAlone(String stack, String why) {
    terminal.line("Stack " + stack + ": what waits for its undo is left alone, " + why + ".");
    return Verdict.PASSED;
  }
}
