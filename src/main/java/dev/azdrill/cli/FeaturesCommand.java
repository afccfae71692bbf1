package dev.azdrill.cli;

import io.cucumber.core.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs features. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the features of a folder: ./features where there is one, else those that azdrill brings.",
      "Writes Cucumber's HTML, JSON and JUnit reports and a journal for every scenario."
    })
final class FeaturesCommand implements Callable<Integer> {
  private static final String EMBEDDED = "classpath:dev/azdrill/features";

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "a folder with feature files")
  private @Nullable Path folder;

  @Option(names = "--tags", description = "only scenarios with these tags: \"not @slow\"")
  private @Nullable String tags;

  @Option(
      names = "--seed",
      converter = RandomSeed.class,
      defaultValue = "azdrill",
      description = "the words from which all chance comes (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Option(
      names = "--report",
      defaultValue = "azdrill-report",
      description = "folder for reports and journals (default: ${DEFAULT-VALUE})")
  private Path report = Path.of("azdrill-report");

  @Option(
      names = "--glue",
      description = "packages with step definitions of your own, beside azdrill's")
  private List<String> glue = new ArrayList<>();

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Override
  public Integer call() {
    where.selection().announceTo(System::setProperty);
    System.setProperty("azdrill.seed", seed);
    System.setProperty("azdrill.evidence", report.resolve("evidence").toString());
    List<String> args = new ArrayList<>();
    plugin(args, "pretty");
    plugin(args, "html:" + report.resolve("cucumber.html"));
    plugin(args, "json:" + report.resolve("cucumber.json"));
    plugin(args, "junit:" + report.resolve("cucumber.xml"));
    args.addAll(List.of("--glue", "dev.azdrill.steps"));
    glue.forEach(each -> args.addAll(List.of("--glue", each)));
    String only = tags;
    if (only != null) {
      args.addAll(List.of("--tags", only));
    }
    args.add(source());
    byte status =
        Main.run(args.toArray(String[]::new), Thread.currentThread().getContextClassLoader());
    return (int) status;
  }

  private static void plugin(List<String> args, String plugin) {
    args.add("--plugin");
    args.add(plugin);
  }

  private String source() {
    Path named = folder;
    if (named != null) {
      if (!Files.exists(named)) {
        throw new BadInput("expected a folder with feature files, there is no " + named);
      }
      return named.toString();
    }
    return Files.isDirectory(Path.of("features")) ? "features" : EMBEDDED;
  }
}
