package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StandingStack;
import java.time.Instant;
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
      "Lists every stack that any run of azdrill made on a platform, whole or in",
      "part, and those of others that may be drilled, found by tags alone: what it",
      "was made from and when, how many resources are there of each kind, which run",
      "has locked it, and which faults wait for their undo, until when. A fault that",
      "has outlived its lease is undone where no run holds the stack; exits with 4",
      "when something is left."
    })
final class StacksCommand implements Callable<Integer> {
  private static final int LABEL = 11;

  @Option(
      names = "--restore",
      description =
          "undoes what waits for it in stacks that no run holds, whether its lease is over or not")
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
          .restrictTo(SeenStacks.CALLS.named(restore ? "restoring stacks" : "listing stacks"));
      List<StandingStack> all = PlatformStacks.on(platform, owner);
      if (all.isEmpty()) {
        terminal.line("No stack of azdrill stands on " + platform.answeredBy() + ".");
        return Verdict.PASSED.exitCode();
      }
      Verdict verdict = Verdict.PASSED;
      SeenStacks seen = new SeenStacks(platform, owner, terminal);
      Restorer restorer = new Restorer(platform, told -> {});
      for (StandingStack each : all) {
        List<WaitingUndo> waiting = restorer.waiting(each.name());
        show(terminal, each, waiting, owner.time().instant());
        verdict =
            verdict.and(
                restore ? seen.restoreAll(each, waiting) : seen.restoreOutlived(each, waiting));
      }
      return verdict.exitCode();
    }
  }

  private static void show(
      Terminal terminal, StandingStack stack, List<WaitingUndo> waiting, Instant now) {
    terminal.line(
        terminal.bold(stack.name())
            + (stack.isAttached() ? " · attached: somebody else made it" : "")
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
    waiting.forEach(each -> line(terminal, "undo", each.words(now)));
  }

  private static void line(Terminal terminal, String label, String text) {
    terminal.line("  " + Columns.left(label, LABEL) + text);
  }
}
