package dev.azdrill.cli;

import dev.azdrill.drill.Verdict;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Platform;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: provision, prove, break, measure, undo, tear down, report. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Provisions an architecture, terminates an instance, then lets a zone lose its power;",
      "measures what recovers, undoes the faults, tears down and writes a report. On the embedded",
      "simulator it needs no account, no Docker and no time: time is virtual."
    })
final class DrillCommand implements Callable<Integer> {
  @Option(
      names = "--blueprint",
      defaultValue = "production",
      paramLabel = "NAME|FILE",
      description = "a blueprint that azdrill brings, or a YAML file (default: ${DEFAULT-VALUE})")
  private String blueprint = "production";

  @Option(names = "--zones", description = "2 or 3: the blueprint over that many zones")
  private @Nullable Integer zones;

  @Option(
      names = "--zone",
      description = "the zone that loses its power (default: the blueprint's first)")
  private @Nullable String zone;

  @Option(
      names = "--seed",
      converter = RandomSeed.class,
      defaultValue = "azdrill",
      description = "the words from which all chance comes (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Option(
      names = "--report",
      defaultValue = "azdrill-report",
      description = "folder for the report and the journal (default: ${DEFAULT-VALUE})")
  private Path report = Path.of("azdrill-report");

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Blueprint wanted = wanted();
    String lost = lost(wanted);
    PrintWriter out = spec.commandLine().getOut();
    Terminal terminal = Terminal.of(out, spec.commandLine().getErr());
    ShownProgress progress = new ShownProgress(terminal);
    try (Platform platform = where.selection().open(seed, progress)) {
      platform.capabilities().require(wanted.services());
      platform.capabilities().require(Ability.TRAFFIC);
      platform.capabilities().require(Ability.ZONE_POWER);
      Verdict verdict =
          new DrillJob(
                  terminal,
                  platform,
                  progress,
                  new DrillJob.Order(wanted, lost, seed, replay(), report, where.time()))
              .run();
      return verdict.exitCode();
    }
  }

  private Blueprint wanted() {
    Blueprint read =
        Blueprints.names().contains(blueprint)
            ? Blueprints.shipped(blueprint)
            : Blueprints.read(Path.of(blueprint));
    Integer count = zones;
    return count == null ? read : read.withZones(count);
  }

  private String lost(Blueprint wanted) {
    String named = zone;
    if (named == null) {
      return wanted.zones().get(0);
    }
    if (!wanted.zones().contains(named)) {
      throw new BadInput(
          "expected --zone to be one of " + String.join(", ", wanted.zones()) + ", saw " + named);
    }
    return named;
  }

  private String replay() {
    StringBuilder command = new StringBuilder("java -jar azdrill.jar drill");
    command.append(where.replay()).append(" --blueprint ").append(blueprint);
    if (zones != null) {
      command.append(" --zones ").append(zones);
    }
    if (zone != null) {
      command.append(" --zone ").append(zone);
    }
    return command.append(" --seed '").append(seed).append('\'').toString();
  }
}
