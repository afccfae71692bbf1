package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.feature.AttachedArchitecture;
import dev.azdrill.feature.CurrentRun;
import dev.azdrill.feature.FeatureFiles;
import dev.azdrill.feature.FeatureRun;
import dev.azdrill.feature.FinishedRun;
import dev.azdrill.feature.PlatformSource;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.text.Printable;
import dev.azdrill.text.RegularFile;
import dev.azdrill.text.ShellCommand;
import io.cucumber.core.cli.Main;
import io.cucumber.core.feature.GluePath;
import io.cucumber.tagexpressions.TagExpressionException;
import io.cucumber.tagexpressions.TagExpressionParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs features to one verdict. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the features of a folder: ./features where there is one, else those that",
      "azdrill brings. Writes one report with one verdict over all scenarios, the",
      "journal of each scenario, and Cucumber's own HTML, JSON and JUnit reports."
    })
final class FeaturesCommand implements Callable<Integer> {
  private static final String EMBEDDED = "classpath:dev/azdrill/features";

  /** It warns of what the verdict says: that nothing was executed. Held: loggers are forgotten. */
  private static final Logger CUCUMBER =
      Logger.getLogger("io.cucumber.core.runtime.FeaturePathFeatureSupplier");

  static {
    CUCUMBER.setLevel(Level.SEVERE);
  }

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "a folder with feature files")
  private @Nullable Path folder;

  @Option(names = "--tags", description = "only scenarios with these tags: \"not @slow\"")
  private @Nullable String tags;

  @Option(
      names = "--seed",
      converter = RandomSeed.class,
      defaultValue = "azdrill",
      description = "random seed (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Option(
      names = "--strict",
      description = "a guarantee that cannot be judged (UNKNOWN) counts as a failure")
  private boolean strict;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "azdrill-report",
      description = "folder for the reports and journals (default: ${DEFAULT-VALUE})")
  private Path report = Path.of("azdrill-report");

  @Option(
      names = "--glue",
      description = "packages with step definitions of your own, beside azdrill's")
  private List<String> glue = new ArrayList<>();

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "A stack that somebody else made, whose VPC bears the tag azdrill:drilled=NAME:%n")
  private AttachOptions attached = new AttachOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    FaultCatalogue.requireUsable();
    Selection selection = where.selection();
    requireTags();
    requireGlue();
    String source = source();
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    Optional<AttachedArchitecture> stack = stack(selection, terminal);
    byte status = 1;
    Optional<FinishedRun> finished = Optional.empty();
    try (StopSignals signals = StopSignals.watch(terminal, () -> hint(selection))) {
      String run = LockOwner.drawId(new SecureRandom());
      PlatformSource platforms =
          stack
              .map(each -> PlatformSource.attached(selection, signals.stop(), run, each))
              .orElseGet(() -> PlatformSource.of(selection, signals.stop(), Optional.of(run)));
      CurrentRun.begin(
          new FeatureRun.Settings("Features", platforms, seed, reproduce(), strict, report));
      try {
        status = Main.run(arguments(source), Thread.currentThread().getContextClassLoader());
      } finally {
        finished = CurrentRun.end();
      }
    }
    return conclude(finished.orElseThrow(), status);
  }

  /** The stack that all scenarios are to work on; empty where they make theirs. */
  private Optional<AttachedArchitecture> stack(Selection selection, Terminal terminal) {
    if (!attached.isGiven()) {
      return Optional.empty();
    }
    AttachOptions.Found found = attached.findFree(selection, new ShownProgress(terminal));
    return Optional.of(new AttachedForFeatures(found.name(), found.stack()));
  }

  private String hint(Selection selection) {
    if (selection.isSimulator()) {
      return "Nothing outlives this process.";
    }
    String restored =
        "Run 'azdrill restore "
            + report.resolve(RunLedger.NAME)
            + "' with the same --platform and --endpoint";
    return attached.isGiven()
        ? restored + "."
        : restored
            + ", then 'azdrill stacks', which lists what was made, and 'azdrill teardown STACK' for"
            + " each.";
  }

  /** The one verdict decides; whatever else went wrong proves at least nothing. */
  private int conclude(FinishedRun run, byte status) {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    boolean isWhole = status == 0 && !run.isRed() && run.reports().failures().isEmpty();
    Verdict verdict = run.evidence().verdict().and(isWhole ? Verdict.PASSED : Verdict.INCONCLUSIVE);
    run.skipped().forEach(each -> terminal.line("Skipped:   " + each));
    terminal.line("");
    terminal.line(
        terminal.bold("Verdict: ")
            + terminal.verdict(verdict)
            + ", "
            + run.evidence().count(Verdict.PASSED)
            + " of "
            + run.evidence().drills().size()
            + " scenarios passed.");
    run.evidence().reasons().forEach(each -> terminal.line("  " + each));
    terminal.line("Reproduce: " + run.evidence().header().reproduce());
    run.reports().files().forEach(path -> terminal.line("Written:   " + path));
    run.reports().failures().forEach(why -> terminal.error("azdrill: " + why));
    return verdict.exitCode();
  }

  private String[] arguments(String source) {
    List<String> args = new ArrayList<>();
    plugin(args, ScenarioLines.class.getName());
    args.add("--no-summary");
    plugin(args, "html:" + report.resolve("cucumber.html"));
    plugin(args, "json:" + report.resolve("cucumber.json"));
    plugin(args, "junit:" + report.resolve("cucumber.xml"));
    args.addAll(List.of("--glue", "dev.azdrill.steps"));
    glue.forEach(each -> args.addAll(List.of("--glue", each)));
    String only = tags;
    if (only != null) {
      args.addAll(List.of("--tags", only));
    }
    args.add(source);
    return args.toArray(String[]::new);
  }

  private static void plugin(List<String> args, String plugin) {
    args.add("--plugin");
    args.add(plugin);
  }

  private void requireTags() {
    String only = tags;
    if (only == null) {
      return;
    }
    if (only.isBlank()) {
      throw new BadInput(
          "expected --tags to be a tag expression such as 'not @slow', saw "
              + Printable.quoted(only)
              + ": leave it out for all scenarios");
    }
    try {
      TagExpressionParser.parse(only);
    } catch (TagExpressionException e) {
      throw new BadInput(
          "expected --tags to be a tag expression such as 'not @slow', saw "
              + Printable.quoted(only));
    }
  }

  /** Cucumber looks for step definitions in a package that is not there, and finds none. */
  private void requireGlue() {
    for (String each : glue) {
      if (!isOnClassPath(each)) {
        throw new BadInput(
            "expected --glue to be a package on the class path, such as com.example.steps, saw "
                + Printable.quoted(each));
      }
    }
  }

  private static boolean isOnClassPath(String glue) {
    try {
      String path = GluePath.parse(glue).getSchemeSpecificPart().replaceFirst("^/", "");
      return !glue.isBlank()
          && Thread.currentThread().getContextClassLoader().getResources(path).hasMoreElements();
    } catch (IllegalArgumentException | IOException e) {
      return false;
    }
  }

  private String source() {
    Path named = folder;
    if (named != null && named.toString().isBlank()) {
      throw new BadInput(
          "expected a folder with feature files, saw "
              + Printable.quoted(named.toString())
              + ": name one, or leave it out");
    }
    if (named == null && !Files.isDirectory(Path.of("features"))) {
      return EMBEDDED;
    }
    Path chosen = named == null ? Path.of("features") : named;
    if (!Files.exists(chosen)) {
      throw new BadInput("expected a folder with feature files, there is no " + chosen);
    }
    if (RegularFile.isSomethingElse(chosen)) {
      throw new BadInput(
          "expected a folder with feature files, saw "
              + chosen
              + ": "
              + RegularFile.SOMETHING_ELSE);
    }
    if (Files.isRegularFile(chosen) && !chosen.toString().endsWith(".feature")) {
      throw new BadInput("expected a folder, or a file whose name ends in .feature, saw " + chosen);
    }
    FeatureFiles.require(chosen);
    return chosen.toString();
  }

  private String reproduce() {
    ShellCommand command = ShellCommand.of("java", "-jar", "azdrill.jar", "features");
    Path named = folder;
    if (named != null) {
      command = command.with(named.toString());
    }
    String only = tags;
    if (only != null) {
      command = command.with("--tags", only);
    }
    for (String each : glue) {
      command = command.with("--glue", each);
    }
    if (strict) {
      command = command.with("--strict");
    }
    command = command.with(attached.words());
    return command.with(PlatformOptions.words(where.selection())).with("--seed", seed).toString();
  }
}
