package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Restorer;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StandingStack;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the stacks that stand on a platform. */
@Command(
    name = "stacks",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every stack that any run of azdrill made on a platform, whole or in part, found by tags",
      "alone: what it was made from and when, how many resources are there of each kind, which run",
      "has locked it, and which faults wait for their undo."
    })
final class StacksCommand implements Callable<Integer> {
  private static final int LABEL = 11;

  @Option(
      names = "--restore",
      description =
          "undoes what waits for it in stacks that no run holds; exits with 4 when something is left")
  private boolean restore;

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    Selection selection = PlatformStacks.requireLasting(where.selection());
    LockOwner owner = PlatformStacks.owner();
    try (Platform platform = selection.open("azdrill", new ShownProgress(terminal))) {
      platform
          .session()
          .restrictTo(
              restore
                  ? Restorer.CALLS.and(StackLocks.CALLS.actions()).named("restoring stacks")
                  : PermittedCalls.READS.named("listing stacks"));
      List<StandingStack> all = PlatformStacks.on(platform, owner);
      if (all.isEmpty()) {
        terminal.line("No stack of azdrill stands on " + platform.answeredBy() + ".");
        return Verdict.PASSED.exitCode();
      }
      Verdict verdict = Verdict.PASSED;
      for (StandingStack each : all) {
        List<String> waiting = new Restorer(platform, told -> {}).waiting(each.name());
        show(terminal, each, waiting);
        if (restore && !waiting.isEmpty() && !each.lock().isHeld()) {
          verdict = verdict.and(restored(platform, owner, each.name(), terminal));
        }
      }
      return verdict.exitCode();
    }
  }

  private static Verdict restored(
      Platform platform, LockOwner owner, String stack, Terminal terminal) {
    try (StackLocks locks = new StackLocks(platform.session(), owner)) {
      LockedStack locked = new LockedStack(platform, locks, terminal);
      locked.take(stack, false);
      List<String> failures = locked.restore(stack);
      failures.forEach(why -> terminal.error("azdrill: " + why));
      return failures.isEmpty() ? Verdict.PASSED : Verdict.UNSAFE;
    }
  }

  private static void show(Terminal terminal, StandingStack stack, List<String> waiting) {
    terminal.line(
        terminal.bold(stack.name())
            + stack.blueprint().map(name -> " · " + name).orElse("")
            + stack.created().map(at -> " · made " + at).orElse("")
            + (stack.vpcIds().isEmpty()
                ? " · without a VPC"
                : " · " + String.join(", ", stack.vpcIds())));
    line(terminal, "lock", stack.lock().words());
    line(
        terminal,
        "resources",
        stack.resources().entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", ")));
    waiting.forEach(words -> line(terminal, "undo", words));
  }

  private static void line(Terminal terminal, String label, String text) {
    terminal.line("  " + Columns.left(label, LABEL) + text);
  }
}
