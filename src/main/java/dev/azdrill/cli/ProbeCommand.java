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
    description = {
      "Asks a platform what it can do: each service gets one call with an effect, and the effect is",
      "looked for. Says for each who answers: the platform, azdrill in its place, or nobody."
    })
final class ProbeCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Platform platform = where.selection().open("azdrill", Progress.SILENT)) {
      var out = spec.commandLine().getOut();
      out.println(platform.answeredBy());
      platform.capabilities().lines().forEach(line -> out.println("  " + line));
      out.flush();
      return 0;
    }
  }
}
