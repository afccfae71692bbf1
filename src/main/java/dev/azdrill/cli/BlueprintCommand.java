package dev.azdrill.cli;

import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, shows and checks blueprints. */
@Command(
    name = "blueprint",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description = "Lists, shows and checks blueprints: architectures as YAML.")
final class BlueprintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return Azdrill.withoutCommand(spec);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Azdrill.Version.class,
      description = "Lists the built-in blueprints.")
  int list() {
    Blueprints.names().forEach(terminal()::line);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Azdrill.Version.class,
      description = "Prints a built-in blueprint, to be copied and changed.")
  int show(@Parameters(paramLabel = "NAME", description = "such as production") String name) {
    spec.commandLine().getOut().print(Blueprints.text(name));
    spec.commandLine().getOut().flush();
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      versionProvider = Azdrill.Version.class,
      description = "Says whether a blueprint is valid, and if not, where and what to do.")
  int check(@Parameters(paramLabel = "FILE", description = "a YAML file") Path file) {
    Blueprint blueprint = Blueprints.read(file);
    terminal()
        .line(
            file
                + " is valid: blueprint "
                + blueprint.name()
                + " over "
                + String.join(", ", blueprint.zones())
                + ".");
    return 0;
  }

  private Terminal terminal() {
    return Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
