package dev.azdrill.cli;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.file.BuiltInDrills;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.drill.file.DrillYaml;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, shows and checks drills. */
@Command(
    name = "drills",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description = "Lists, shows and checks drills: a fault and what must recover, as YAML.")
final class DrillsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return Azdrill.withoutCommand(spec);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Azdrill.Version.class,
      description = "Lists the built-in drills.")
  int list() {
    BuiltInDrill.labels().forEach(terminal()::line);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Azdrill.Version.class,
      description = "Prints a built-in drill as YAML, to be copied and changed.")
  int show(@Parameters(paramLabel = "NAME", description = "such as zone-power-loss") String name) {
    BuiltInDrill drill =
        BuiltInDrill.named(name)
            .orElseThrow(
                () ->
                    new BadInput(
                        "expected one of "
                            + String.join(", ", BuiltInDrill.labels())
                            + ", saw "
                            + Printable.quoted(name)
                            + ": "
                            + Resemblance.advice(
                                name, BuiltInDrill.labels(), "choose one of them")));
    spec.commandLine().getOut().print(DrillYaml.of(BuiltInDrills.file(drill).drill()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      versionProvider = Azdrill.Version.class,
      description = "Says whether a drill is valid, and if not, where and what to do.")
  int check(@Parameters(paramLabel = "FILE", description = "a YAML file") Path file) {
    DrillFile drill = DrillFile.read(file);
    terminal()
        .line(
            file
                + " is valid: drill "
                + Printable.quoted(drill.drill().name())
                + ", "
                + faults(drill.drill())
                + ".");
    return 0;
  }

  private static String faults(Drill drill) {
    return drill.faults().isEmpty()
        ? "a change of load"
        : String.join(", then ", drill.faults().stream().map(each -> each.ref().words()).toList());
  }

  private Terminal terminal() {
    return Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
