package dev.azdrill.cli;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.LeftBehindException;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
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
    Shown shown = new Shown(terminal, wallStart);
    return attached.isGiven() ? drillAttached(selection, shown) : drillMade(selection, shown);
  }

  private Integer drillMade(Selection selection, Shown shown) {
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
      SeedRuns.requireCount(many);
      DrillPlan.requireOnSimulator(order, made);
    }
    Reports.prepare(report);
    if (many != null) {
      return new SeedRuns(shown.terminal(), selection, order, report).run(many);
    }
    LedgerFile.requireNothingPending(report.resolve(RunLedger.NAME));
    return run(selection, order, run, shown);
  }

  private Integer drillAttached(Selection selection, Shown shown) {
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
    return run(selection, order, run, shown);
  }

  /** Where a run is shown, and when it began on the wall clock. */
  private record Shown(Terminal terminal, long since) {}

  /** Many seeds are there to vary, so durations are drawn unless somebody said otherwise. */
  private Selection selection() {
    Selection said = where.selection();
    boolean varies = runs != null && said.isSimulator() && !where.saysDurations();
    return varies ? said.drawn() : said;
  }

  /** Nothing of an earlier run in the folder is lost before this one may begin. */
  private Integer run(Selection selection, DrillOrder order, RunName run, Shown shown) {
    boolean isMade = order.subject() instanceof DrilledStack.Made;
    ShellCommand remedy =
        (isMade
                ? ShellCommand.of("azdrill", "teardown", order.stack())
                : ShellCommand.of("azdrill", "restore", "--stack", order.stack()))
            .with(PlatformOptions.words(selection));
    Optional<ShellCommand> teardown = isMade ? Optional.of(remedy) : Optional.empty();
    Terminal terminal = shown.terminal();
    try (RunLedger ledger = RunLedger.in(report, selection, order.stack());
        StopSignals signals = StopSignals.watch(terminal, () -> ledger.hint(teardown))) {
      ShownProgress progress = new ShownProgress(terminal, signals.stop());
      try (Platform platform = opened(selection, order, progress)) {
        platform.session().restrictTo(order.calls());
        DrillNeeds.require(platform, order);
        DrillJob.Safety safety =
            new DrillJob.Safety(Ledger.NONE, signals.stop(), Optional.empty(), remedy);
        Optional<LockOwner> owner = run.owner();
        if (owner.isEmpty()) {
          return recorded(platform, progress, order, safety, ledger, shown);
        }
        try (StackLocks locks = new StackLocks(platform.session(), owner.get())) {
          if (isMade) {
            PlatformStacks.requireMade(order.stack(), platform);
          }
          requireUnbroken(new LockedStack(platform, locks, terminal), platform, order.stack());
          return recorded(platform, progress, order, safety.with(locks), ledger, shown);
        }
      }
    }
  }

  private static Platform opened(Selection selection, DrillOrder order, ShownProgress progress) {
    return order.subject() instanceof DrilledStack.Made
        ? selection.open(order.seed(), progress)
        : selection.openStanding(order.seed(), progress);
  }

  /** What a run that is over left broken would be taken for what this one breaks. */
  private static void requireUnbroken(LockedStack locked, Platform platform, String stack) {
    locked.take(stack, false);
    List<String> broken = locked.restore(stack);
    if (!broken.isEmpty()) {
      throw new LeftBehindException(platform.answeredBy(), broken);
    }
  }

  private Integer recorded(
      Platform platform,
      ShownProgress progress,
      DrillOrder order,
      DrillJob.Safety safety,
      RunLedger ledger,
      Shown shown) {
    Terminal terminal = shown.terminal();
    Journal journal = new Journal();
    try (JournalFile file = JournalFile.create(report.resolve(Reports.JOURNAL))) {
      Reports.removeEarlier(report);
      journal.subscribe(file);
      journal.subscribe(new ConsoleReport(terminal, journal, !platform.isVirtualTime()));
      RunEvidence ran;
      try {
        ran = DrillJob.run(platform, progress, order, journal, safety.with(ledger.begin()));
      } catch (StackLocked refused) {
        ledger.discard();
        file.discard();
        throw refused;
      }
      RunEvidence recorded = file.trouble().map(ran::brokenOff).orElse(ran);
      WrittenReports written = Reports.write(recorded, report);
      RunEvidence evidence = written.judged(recorded);
      new ConsoleReport(terminal, journal, false)
          .conclude(evidence, written, file.path(), took(evidence, shown.since()));
      file.trouble().ifPresent(why -> terminal.error("azdrill: " + why));
      return evidence.verdict().exitCode();
    }
  }

  private static String took(RunEvidence evidence, long wallStart) {
    String simulated = Terminal.words(Duration.between(evidence.began(), evidence.ended()));
    String wall = Terminal.wall(Duration.ofNanos(System.nanoTime() - wallStart));
    return evidence.header().virtualTime()
        ? simulated + " simulated in " + wall + "."
        : "It took " + wall + ".";
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
