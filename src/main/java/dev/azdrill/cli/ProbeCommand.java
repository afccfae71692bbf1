package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Restorer;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StandingStack;
import dev.azdrill.session.Progress;
import dev.azdrill.text.Trouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks a platform what it can do. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description =
        "Asks a platform what it can do: each service gets one call with an effect, and the effect"
            + " is looked for. Says for each whether the platform answers it, azdrill does, or it"
            + " is missing. A fault that it finds there and that has outlived its lease is undone.")
final class ProbeCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    Selection selection = where.selection();
    try (Platform platform = selection.open("azdrill", Progress.SILENT)) {
      terminal.line(platform.answeredBy());
      platform.capabilities().lines().forEach(line -> terminal.line("  " + line));
      return (selection.isSimulator() ? Verdict.PASSED : restored(platform, terminal)).exitCode();
    }
  }

  /** What a run that is over left broken there for longer than it may is undone, and told. */
  private static Verdict restored(Platform platform, Terminal terminal) {
    LockOwner owner = PlatformStacks.owner();
    Restorer restorer = new Restorer(platform, told -> {});
    SeenStacks seen = new SeenStacks(platform, owner, terminal);
    Verdict verdict = Verdict.PASSED;
    try {
      for (StandingStack each : PlatformStacks.on(platform, owner)) {
        verdict = verdict.and(seen.restoreOutlived(each, restorer.waiting(each.name())));
      }
    } catch (SdkException lacking) {
      terminal.error("azdrill: its stacks could not be looked at: " + Trouble.of(lacking));
      // Where EC2 is not there, no stack is: elsewhere nobody knows what is broken in one.
      boolean mayStand = platform.capabilities().service("ec2").isThere();
      return mayStand ? verdict.and(Verdict.INCONCLUSIVE) : verdict;
    }
    return verdict;
  }
}
