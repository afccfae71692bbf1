package dev.azdrill.cli;

import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.report.Reports;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    sortOptions = false,
    description = {
      "Provisions an architecture, judges its guarantees, injects faults, measures",
      "what recovers, undoes the faults, tears down and writes a report with one",
      "verdict over all of it. On the embedded simulator it runs in virtual time,",
      "without an account or Docker. A stack that somebody else made is attached",
      "(--vpc, --tag, --terraform-state): nothing of it is provisioned or torn down."
    })
final class DrillCommand implements Callable<Integer> {
  private static final String LOAD = "60";

  /** What says how a stack is made, and what becomes of it: no matter of one that stands. */
  private static final List<String> OF_MADE =
      List.of("--blueprint", "--zones", "--name", "--keep", "--runs");

  /** The load that a stack carries as it is made. */
  static final double STANDARD_LOAD = Double.parseDouble(LOAD);

  @Option(
      names = "--blueprint",
      defaultValue = "production",
      paramLabel = "NAME|FILE",
      description = "a built-in blueprint, or a YAML file (default: ${DEFAULT-VALUE})")
  private String blueprint = "production";

  @Option(
      names = "--name",
      converter = StackOption.class,
      paramLabel = "STACK",
      description =
          "the name of the stack: at most 18 lower-case letters, digits and hyphens; one that stands"
              + " is completed and drilled (default: drill- and an id of the run; on the simulator"
              + " drill)")
  private @Nullable String name;

  @Option(names = "--zones", paramLabel = "N", description = "2 or 3: the blueprint over N zones")
  private @Nullable Integer zones;

  @Option(
      names = "--drill",
      paramLabel = "NAME|FILE[,NAME|FILE...]",
      description =
          "which drills run, in this order: instance-termination, application-hang, zone-power-loss,"
              + " database-failover, or YAML files (default: instance-termination,zone-power-loss);"
              + " a file whose name has a comma is given by a --drill of its own")
  private List<String> drills = new ArrayList<>();

  @Option(
      names = "--fault",
      paramLabel = "FAULT[,FAULT...]",
      description =
          "which faults are injected, one drill each: words such as zone-power-loss or"
              + " nat-gateway-loss:zone=eu-west-2a (azdrill faults lists them); FAULT+FAULT injects"
              + " two at the same time")
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--hold",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "how long each --fault holds at least (default: 2min)")
  private @Nullable Duration hold;

  @Option(
      names = "--plan",
      description =
          "injects nothing: shows what each drill hits, what capacity that costs, what undoes it"
              + " and how long it takes at most, resolved on a simulated stack, or on the twin of one"
              + " that is attached")
  private boolean plan;

  @Option(
      names = "--zone",
      description = "the zone that loses its power (default: the blueprint's or the stack's first)")
  private @Nullable String zone;

  @Option(
      names = "--load",
      paramLabel = "RPS",
      defaultValue = LOAD,
      description = "requests per second that the clients stand for (default: ${DEFAULT-VALUE})")
  private double load = Double.parseDouble(LOAD);

  @Option(
      names = "--seed",
      converter = RandomSeed.class,
      defaultValue = "azdrill",
      description = "random seed (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "repeats the drills with N seeds, in parallel: percentiles of each recovery time, and the"
              + " worst seed; simulator only")
  private @Nullable Integer runs;

  @Option(
      names = "--keep",
      description = "leaves the stack standing and says how to remove it; not on the simulator")
  private boolean keep;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "azdrill-report",
      description = "folder for the report and the journal (default: ${DEFAULT-VALUE})")
  private Path report = Path.of("azdrill-report");

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "A stack that somebody else made, whose VPC bears the tag azdrill:drilled=NAME:%n")
  private AttachOptions attached = new AttachOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "Objectives:%n")
  private ObjectiveOptions wanted = new ObjectiveOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "Guards:%n")
  private GuardOptions guards = new GuardOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long wallStart = System.nanoTime();
    Selection selection = selection();
    FaultCatalogue.requireUsable();
    if (!(load > 0) || load > 1e6) {
      throw new BadInput("expected --load above 0 and up to 1000000, saw " + load);
    }
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    DrillExecution.Shown shown = new DrillExecution.Shown(terminal, wallStart);
    return attached.isGiven() ? drillAttached(selection, shown) : drillMade(selection, shown);
  }

  private Integer drillMade(Selection selection, DrillExecution.Shown shown) {
    RunName run = RunName.of(selection, Optional.ofNullable(name), new SecureRandom());
    Blueprint read = Blueprints.named(blueprint);
    Integer count = zones;
    DrilledStack.Made made =
        new DrilledStack.Made(count == null ? read : read.withZones(count), keep);
    DrillOrder order = order(selection, made, run.stack());
    if (plan) {
      if (runs != null || keep) {
        throw new BadInput(
            (keep ? "--keep" : "--runs") + " has no effect with --plan: leave one of the two out");
      }
      DrillPlan.show(order, made, shown.terminal());
      return 0;
    }
    DrillPlan.requirePossible(order, made, selection.isSimulator(), name != null);
    Integer many = runs;
    if (many != null) {
      SeedRuns.requirePossible(many, order.seed());
      DrillPlan.requireOnSimulator(order, made);
    }
    Reports.prepare(report);
    if (many != null) {
      return new SeedRuns(shown.terminal(), selection, order, report).run(many);
    }
    LedgerFile.requireNothingPending(report.resolve(RunLedger.NAME));
    return new DrillExecution(selection, order, run, report).run(shown);
  }

  private Integer drillAttached(Selection selection, DrillExecution.Shown shown) {
    for (String option : OF_MADE) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BadInput(
            option
                + " has no effect with "
                + attached.words().get(0)
                + ", which names a stack that somebody else made: leave one of the two out");
      }
    }
    AttachOptions.Found found = attached.find(selection, new ShownProgress(shown.terminal()));
    DrillOrder order =
        order(
            found.name(),
            found.stack(),
            choice().on(found.drilled()),
            reproduceAttached(selection));
    if (plan) {
      DrillPlan.show(order, found, shown.terminal());
      return 0;
    }
    DrillPlan.requirePossible(order, found);
    Reports.prepare(report);
    LedgerFile.requireNothingPending(report.resolve(RunLedger.NAME));
    RunName run = RunName.of(selection, Optional.of(found.name()), new SecureRandom());
    return new DrillExecution(selection, order, run, report).run(shown);
  }

  /** Many seeds are there to vary, so durations are drawn unless somebody said otherwise. */
  private Selection selection() {
    Selection said = where.selection();
    boolean varies = runs != null && said.isSimulator() && !where.saysDurations();
    return varies ? said.drawn() : said;
  }

  private DrillOrder order(Selection selection, DrilledStack.Made made, String stack) {
    if (keep && selection.isSimulator()) {
      throw new BadInput(
          "--keep has no effect on the simulator: its region ends with this process; use 'azdrill"
              + " serve' and --platform endpoint");
    }
    if (runs != null && !selection.isSimulator()) {
      throw new BadInput("--runs needs virtual time: it works on the simulator only");
    }
    DrillOrder order =
        order(stack, made, choice().of(made.blueprint(), stack), reproduceMade(selection));
    if (selection.isSimulator()) {
      order.requireStanding(List.of());
    }
    return order;
  }

  private DrillOrder order(
      String stack, DrilledStack subject, List<OrderedDrill> ordered, ShellCommand reproduce) {
    return new DrillOrder(
        stack,
        subject,
        ordered,
        seed,
        reproduce,
        wanted.objectives(),
        wanted.ceiling(),
        wanted.isStrict(),
        load,
        guards.guards());
  }

  private DrillChoice choice() {
    return new DrillChoice(drills, faults, Optional.ofNullable(zone), Optional.ofNullable(hold));
  }

  private ShellCommand reproduceMade(Selection selection) {
    ShellCommand command =
        ShellCommand.of("java", "-jar", "azdrill.jar", "drill")
            .with(PlatformOptions.words(selection))
            .with("--blueprint", blueprint);
    String stack = name;
    if (stack != null) {
      command = command.with("--name", stack);
    }
    if (zones != null) {
      command = command.with("--zones", String.valueOf(zones));
    }
    return chosen(command);
  }

  private ShellCommand reproduceAttached(Selection selection) {
    return chosen(
        ShellCommand.of("java", "-jar", "azdrill.jar", "drill")
            .with(PlatformOptions.words(selection))
            .with(attached.words()));
  }

  private ShellCommand chosen(ShellCommand command) {
    ShellCommand all = choice().addTo(command);
    if (load != Double.parseDouble(LOAD)) {
      all = all.with("--load", String.valueOf(load));
    }
    return all.with(wanted.words()).with(guards.words());
  }
}
