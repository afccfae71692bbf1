package dev.azdrill.cli;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks a platform what it can do. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description =
        "Asks a platform what it can do: each service gets one call with an effect, and the effect"
            + " is looked for. Says for each whether the platform answers it, azdrill does, or it"
            + " is missing.")
final class ProbeCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    try (Platform platform = where.selection().open("azdrill", Progress.SILENT)) {
      terminal.line(platform.answeredBy());
      platform.capabilities().lines().forEach(line -> terminal.line("  " + line));
      return 0;
    }
  }
}
