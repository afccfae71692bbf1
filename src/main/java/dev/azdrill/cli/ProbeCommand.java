package dev.azdrill.cli;

import dev.azdrill.session.Progress;
import dev.azdrill.target.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks a target what it can do. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a target what it can do: each service gets one call with an effect, and the effect is",
      "looked for. Says for each who answers: the target, azdrill in its place, or nobody."
    })
final class ProbeCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private TargetOptions where = new TargetOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Target target = where.selection().open("azdrill", Progress.SILENT)) {
      var out = spec.commandLine().getOut();
      out.println(target.answeredBy());
      target.capabilities().lines().forEach(line -> out.println("  " + line));
      out.flush();
      return 0;
    }
  }
}
