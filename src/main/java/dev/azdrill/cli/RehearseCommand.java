package dev.azdrill.cli;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.rehearsal.ApplicableDrills;
import dev.azdrill.rehearsal.Assumptions;
import dev.azdrill.rehearsal.DrilledPart;
import dev.azdrill.rehearsal.Rehearsal;
import dev.azdrill.rehearsal.RehearsedDrill;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.text.ShellCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rehearses drills on the twin of a stack, and touches the stack itself not at all. */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reads an existing stack, azdrill's or not, or a snapshot of one, makes its twin in a "
            + "simulated region, and runs drills on the twin, with many random seeds each: which "
            + "fault breaks what, for how long, and why. Nothing is changed where the stack "
            + "stands. What no AWS API tells of the application is assumed, printed, and changed "
            + "with --assumptions.")
final class RehearseCommand implements Callable<Integer> {
  private static final int RUNS_MAX = 10_000;
  private static final String LOAD = "60";

  @ArgGroup(exclusive = false, validate = false, heading = "What:%n")
  private WhichStack which = new WhichStack();

  @Option(
      names = "--snapshot",
      paramLabel = "FILE|DIR",
      description = "what was saved; where it describes several VPCs, --vpc names one of them")
  private @Nullable Path snapshot;

  @ArgGroup(exclusive = false, validate = false)
  private PartOptions part = new PartOptions();

  @Option(
      names = "--assumptions",
      paramLabel = "FILE",
      description = "what is assumed of the application, as YAML (see docs/rehearsal.md)")
  private @Nullable Path assumptions;

  @ArgGroup(exclusive = false, validate = false, heading = "With:%n")
  private RehearsedDrills drills = new RehearsedDrills();

  @Option(
      names = "--load",
      paramLabel = "RPS",
      defaultValue = LOAD,
      description = "requests per second that the clients stand for (default: ${DEFAULT-VALUE})")
  private double load = Double.parseDouble(LOAD);

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many random seeds each drill is run with (default: ${DEFAULT-VALUE})")
  private int runs = 20;

  @Option(
      names = "--seed",
      converter = RandomSeed.class,
      defaultValue = "azdrill",
      description =
          "random seed, from which those of the runs are made (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "azdrill-rehearsal",
      description = "folder for the reports of each drill's worst run (default: ${DEFAULT-VALUE})")
  private Path report = Path.of("azdrill-rehearsal");

  @ArgGroup(exclusive = false, validate = false, heading = "Objectives:%n")
  private ObjectiveOptions wanted = new ObjectiveOptions();

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long began = System.nanoTime();
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    requireNumbers();
    FaultCatalogue.requireUsable();
    Assumptions assumed =
        Optional.ofNullable(assumptions).map(Assumptions::read).orElse(Assumptions.NONE);
    DescribedArchitecture described =
        DescribedArchitecture.chosen(
            which, Optional.ofNullable(snapshot), where, new ShownProgress(terminal));
    described.notes().forEach(each -> terminal.error("azdrill: " + each));
    Inventory stack = assumed.on(described.inventory());
    DrilledPart drilled = DrilledPart.of(stack, part.wanted());
    Rehearsal rehearsal =
        new Rehearsal(
            new Rehearsal.Settings(
                described.name(),
                stack,
                drilled,
                assumed,
                load,
                wanted.objectives(),
                wanted.ceiling(),
                command()));
    ApplicableDrills chosen = drills.on(drilled.in(stack));
    Reports.prepare(report);
    removeEarlier();
    RehearsalTable table = new RehearsalTable(terminal);
    Rehearsal.Lacking lacking = rehearsal.lacking();
    List<String> disturbances = rehearsal.disturbances();
    table.header(described, assumed, load);
    table.lacking(lacking, disturbances);
    List<Proof> proofs = Guarantees.prove(stack);
    table.guarantees(proofs);
    int cells = chosen.drills().size() * runs;
    List<RehearsedDrill> rehearsed =
        rehearsal.run(
            chosen.drills(), seeds(), done -> terminal.progress(done + " of " + cells + " runs"));
    table.drills(rehearsed, chosen.others());
    boolean isWhole = write(rehearsed, terminal);
    boolean lacks = !lacking.relevant().isEmpty() || !disturbances.isEmpty();
    Verdict verdict = verdict(rehearsed, proofs, lacks, isWhole);
    table.conclude(rehearsed, lacks, verdict, began);
    return verdict.exitCode();
  }

  private void requireNumbers() {
    if (runs < 1 || runs > RUNS_MAX) {
      throw new BadInput("expected --runs from 1 to " + RUNS_MAX + ", saw " + runs);
    }
    if (!(load > 0) || load > 1e6) {
      throw new BadInput("expected --load above 0 and up to 1000000, saw " + load);
    }
  }

  /** One seed is taken as it is, so that a run of many can be repeated alone. */
  private List<String> seeds() {
    return runs == 1
        ? List.of(seed)
        : IntStream.rangeClosed(1, runs).mapToObj(i -> seed + "-" + i).toList();
  }

  /**
   * One verdict over the drills, the guarantees of what is described, and what could not be
   * exercised because it is not in the twin: beside that, no drill tells for sure.
   */
  private Verdict verdict(
      List<RehearsedDrill> rehearsed, List<Proof> proofs, boolean lacks, boolean isWhole) {
    Verdict verdict =
        rehearsed.stream()
            .map(RehearsedDrill::verdict)
            .reduce(Verdict::and)
            .filter(each -> !lacks || each == Verdict.UNSAFE)
            .orElse(Verdict.INCONCLUSIVE);
    for (Proof proof : proofs) {
      GuaranteeVerdict judged = proof.record().verdict();
      if (judged == GuaranteeVerdict.VIOLATED
          || (judged == GuaranteeVerdict.UNKNOWN && wanted.isStrict())) {
        verdict = verdict.and(Verdict.FAILED);
      } else if (judged == GuaranteeVerdict.UNKNOWN) {
        verdict = verdict.and(Verdict.INCONCLUSIVE);
      }
    }
    return isWhole ? verdict : verdict.and(Verdict.INCONCLUSIVE);
  }

  /** The reports of an earlier rehearsal would be taken for drills of this one. */
  private void removeEarlier() {
    for (int number = 1; Files.isDirectory(folder(number)); number++) {
      Reports.removeEarlier(folder(number));
    }
  }

  private Path folder(int drill) {
    return report.resolve("drill-" + drill);
  }

  /** The worst run of each drill, in a folder of its own. */
  private boolean write(List<RehearsedDrill> rehearsed, Terminal terminal) {
    boolean isWhole = true;
    for (int i = 0; i < rehearsed.size(); i++) {
      WrittenReports written = Reports.write(rehearsed.get(i).worst().evidence(), folder(i + 1));
      written.failures().forEach(why -> terminal.error("azdrill: " + why));
      isWhole &= written.failures().isEmpty();
    }
    return isWhole;
  }

  private ShellCommand command() {
    List<String> words = new ArrayList<>(which.words());
    add(words, "--snapshot", snapshot);
    words.addAll(part.words());
    add(words, "--assumptions", assumptions);
    words.addAll(where.words());
    if (load != Double.parseDouble(LOAD)) {
      words.addAll(List.of("--load", String.valueOf(load)));
    }
    words.addAll(wanted.words());
    return ShellCommand.of("java", "-jar", "azdrill.jar", "rehearse").with(words);
  }

  private static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }
}
