package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.StopCondition;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.LeftBehindException;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The main job: provision, prove, break, measure, undo, tear down, report. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Provisions an architecture, judges its guarantees, injects faults, measures",
      "what recovers, undoes the faults, tears down and writes a report with one",
      "verdict over all of it. On the embedded simulator it runs in virtual time,",
      "without an account or Docker."
    })
final class DrillCommand implements Callable<Integer> {
  private static final String LOAD = "60";

  /** The load that a stack carries as it is made. */
  static final double STANDARD_LOAD = Double.parseDouble(LOAD);

  private static final Duration HOLD = Duration.ofMinutes(2);

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
              + " and how long it takes at most, resolved on a simulated stack")
  private boolean plan;

  @Option(
      names = "--zone",
      description = "the zone that loses its power (default: the blueprint's first)")
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
    RunName run = RunName.of(selection, Optional.ofNullable(name), new SecureRandom());
    FaultCatalogue.requireUsable();
    DrillOrder order = order(selection, run.stack());
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    if (plan) {
      if (runs != null || keep) {
        throw new BadInput(
            (keep ? "--keep" : "--runs") + " has no effect with --plan: leave one of the two out");
      }
      DrillPlan.show(order, terminal);
      return 0;
    }
    DrillPlan.requirePossible(order, selection.isSimulator(), name != null);
    Integer many = runs;
    if (many != null) {
      SeedRuns.requireCount(many);
      DrillPlan.requireOnSimulator(order);
    }
    Reports.prepare(report);
    if (many != null) {
      return new SeedRuns(terminal, selection, order, report).run(many);
    }
    LedgerFile.requireNothingPending(report.resolve(RunLedger.NAME));
    return run(selection, order, run, new Shown(terminal, wallStart));
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
    ShellCommand teardown =
        ShellCommand.of("azdrill", "teardown", order.stack())
            .with(PlatformOptions.words(selection));
    Terminal terminal = shown.terminal();
    try (RunLedger ledger = RunLedger.in(report, selection, order.stack());
        StopSignals signals = StopSignals.watch(terminal, () -> ledger.hint(teardown))) {
      ShownProgress progress = new ShownProgress(terminal, signals.stop());
      try (Platform platform = selection.open(order.seed(), progress)) {
        require(platform, order);
        DrillJob.Safety safety =
            new DrillJob.Safety(Ledger.NONE, signals.stop(), Optional.empty(), teardown);
        Optional<LockOwner> owner = run.owner();
        if (owner.isEmpty()) {
          return recorded(platform, progress, order, safety, ledger, shown);
        }
        try (StackLocks locks = new StackLocks(platform.session(), owner.get())) {
          requireUnbroken(new LockedStack(platform, locks, terminal), platform, order.stack());
          return recorded(platform, progress, order, safety.with(locks), ledger, shown);
        }
      }
    }
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

  /** Nothing is created on a platform that lacks what the drills need. */
  static void require(Platform platform, DrillOrder order) {
    platform.capabilities().require(order.blueprint().services());
    platform.capabilities().require(Ability.TRAFFIC);
    Provisioner.requireReferences(platform.session(), order.blueprint());
    if (order.keep()) {
      requireToLast(platform, order);
    }
    boolean needsAlarms =
        order.allGuards().stream()
            .flatMap(each -> each.stops().stream())
            .anyMatch(each -> each instanceof StopCondition.AlarmNotOk);
    platform.capabilities().require(needsAlarms ? Set.of("monitoring") : Set.of());
    order.drills().stream()
        .flatMap(each -> each.needs().stream())
        .forEach(platform.capabilities()::require);
    if (order.drills().stream().anyMatch(each -> !each.ids().isEmpty())) {
      Inventory standing = new Discovery(platform.session()).byStack(order.stack());
      order.requireStanding(
          Stream.concat(
                  StackSubjects.instances(standing),
                  standing.all(Kind.SECURITY_GROUP).stream().map(SecurityGroup::groupId))
              .toList());
    }
  }

  /** What azdrill answers in the place of a platform ends with this process: nothing is kept. */
  private static void requireToLast(Platform platform, DrillOrder order) {
    for (String service : order.blueprint().services()) {
      if (platform.capabilities().service(service) instanceof Provider.Completed) {
        throw new BadInput(
            "--keep has no effect here: azdrill answers "
                + service
                + " in the place of "
                + platform.name()
                + ", and that ends with this process: leave it out");
      }
    }
  }

  private static String took(RunEvidence evidence, long wallStart) {
    String simulated = Terminal.words(Duration.between(evidence.began(), evidence.ended()));
    String wall = Terminal.wall(Duration.ofNanos(System.nanoTime() - wallStart));
    return evidence.header().virtualTime()
        ? simulated + " simulated in " + wall + "."
        : "It took " + wall + ".";
  }

  private DrillOrder order(Selection selection, String stack) {
    Blueprint read = Blueprints.named(blueprint);
    Integer count = zones;
    Blueprint made = count == null ? read : read.withZones(count);
    if (!(load > 0) || load > 1e6) {
      throw new BadInput("expected --load above 0 and up to 1000000, saw " + load);
    }
    if (zone != null
        && (!isDrillNamed() || !new DrillNames(drills).contains(BuiltInDrill.ZONE_POWER_LOSS))) {
      throw new BadInput(
          "--zone has no effect without the drill zone-power-loss: leave it out, or add the drill");
    }
    if (keep && selection.isSimulator()) {
      throw new BadInput(
          "--keep has no effect on the simulator: its region ends with this process; use 'azdrill"
              + " serve' and --platform endpoint");
    }
    if (runs != null && !selection.isSimulator()) {
      throw new BadInput("--runs needs virtual time: it works on the simulator only");
    }
    DrillOrder order =
        new DrillOrder(
            stack,
            made,
            drills(made, stack),
            seed,
            reproduce(selection),
            wanted.objectives(),
            wanted.ceiling(),
            wanted.isStrict(),
            load,
            keep,
            guards.guards());
    if (selection.isSimulator()) {
      order.requireStanding(List.of());
    }
    return order;
  }

  /** Whether built-in drills or files run, and not faults alone. */
  private boolean isDrillNamed() {
    return faults.isEmpty() || !drills.isEmpty();
  }

  private List<OrderedDrill> drills(Blueprint made, String stack) {
    List<OrderedDrill> all = new ArrayList<>();
    if (isDrillNamed()) {
      all.addAll(new DrillNames(drills).drills(zone(made), made, stack));
    }
    if (hold != null && faults.isEmpty()) {
      throw new BadInput("--hold has no effect without --fault: leave it out, or add a fault");
    }
    Duration each = hold;
    if (each != null && each.isZero()) {
      throw new BadInput("expected --hold longer than 0 s: leave it out for 2 min");
    }
    if (each != null && each.compareTo(DrillStep.Pause.LONGEST) > 0) {
      throw new BadInput(
          "expected --hold to be at most "
              + DurationText.of(DrillStep.Pause.LONGEST)
              + ", saw "
              + DurationText.of(each)
              + ": shorten it");
    }
    all.addAll(new FaultNames(faults, each == null ? HOLD : each).drills(made, stack));
    return all;
  }

  private String zone(Blueprint made) {
    String named = zone;
    if (named == null) {
      return made.zones().get(0);
    }
    if (!made.zones().contains(named)) {
      throw new BadInput(
          "expected --zone to be one of "
              + String.join(", ", made.zones())
              + ", saw "
              + Printable.quoted(named)
              + ": "
              + Resemblance.advice(named, made.zones(), "choose one of them"));
    }
    return named;
  }

  private ShellCommand reproduce(Selection selection) {
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
    String named = zone;
    if (named != null) {
      command = command.with("--zone", named);
    }
    for (String each : drills) {
      command = command.with("--drill", each);
    }
    for (String each : faults) {
      command = command.with("--fault", each);
    }
    Duration held = hold;
    if (held != null) {
      command = command.with("--hold", DurationText.of(held));
    }
    if (load != Double.parseDouble(LOAD)) {
      command = command.with("--load", String.valueOf(load));
    }
    return command.with(wanted.words()).with(guards.words());
  }
}
