package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Restorer;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Trouble;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes a stack by its tag. */
@Command(
    name = "teardown",
    mixinStandardHelpOptions = true,
    description = {
      "Removes everything that bears the tag azdrill:stack=STACK, in the reverse",
      "order of its dependencies, and nothing else: a whole stack, or what an",
      "interrupted run left of one, made on this machine or another. What waits for",
      "its undo is undone first. 'azdrill stacks' lists the names. Exits with 4 when",
      "something is left."
    })
final class TeardownCommand implements Callable<Integer> {
  /** What AWS takes as the value of a tag. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]{1,256}");

  @Parameters(paramLabel = "STACK", description = "the stack's name")
  private String stack = "";

  @Option(
      names = "--force",
      description =
          "takes the stack from the run that has locked it; if that run still works, it stops when"
              + " it looks at the lock next, up to half a minute later")
  private boolean force;

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    Selection selection = PlatformStacks.requireLasting(where.selection());
    if (!NAME.matcher(stack).matches()) {
      throw new BadInput(
          "expected the name of a stack, which is the value of a tag, saw "
              + Printable.quoted(stack));
    }
    ShownProgress progress = new ShownProgress(terminal);
    LockOwner owner = PlatformStacks.owner();
    try (Platform platform = selection.open("azdrill", progress);
        StackLocks locks = new StackLocks(platform.session(), owner)) {
      platform
          .session()
          .restrictTo(Provisioner.CALLS.and(Restorer.CALLS.actions()).named("removing stacks"));
      PlatformStacks.requireStanding(stack, platform, owner);
      PlatformStacks.requireMade(stack, platform);
      return removed(platform, locks, terminal, progress).exitCode();
    }
  }

  /** It stands: whatever keeps it from being removed, it is left, whole or in part. */
  private Verdict removed(
      Platform platform, StackLocks locks, Terminal terminal, ShownProgress progress) {
    try {
      LockedStack locked = new LockedStack(platform, locks, terminal);
      locked.take(stack, force);
      locked.restore(stack).forEach(why -> terminal.error("azdrill: " + why));
      new Provisioner(platform.session(), progress, locks).tearDown(stack);
      terminal.line("Nothing is left that bears the tag azdrill:stack=" + stack + ".");
      return Verdict.PASSED;
    } catch (ProvisioningException e) {
      terminal.error("azdrill: " + Trouble.of(e));
      return Verdict.UNSAFE;
    } catch (SdkException e) {
      terminal.error("azdrill: stack " + stack + " could not be torn down: " + Trouble.of(e));
      return Verdict.UNSAFE;
    }
  }
}
