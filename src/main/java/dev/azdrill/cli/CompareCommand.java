package dev.azdrill.cli;

import dev.azdrill.guarantee.Comparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays two architectures beside each other. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lays two architectures beside each other, row by row: addresses, routes, what the "
            + "internet reaches, ways out, health checks, single points of failure, and what each "
            + "guarantees. Rows are computed from what is described; those that differ are marked "
            + "with *, those that cannot be told with ?. Each is a snapshot (a file that azdrill "
            + "snapshot wrote, or a folder of what the AWS CLI printed) or a blueprint (built in, "
            + "or a YAML file), which is provisioned on the simulator for it. Exits with 0, whether "
            + "they differ or not.")
final class CompareCommand implements Callable<Integer> {
  private static final String WHAT = "a snapshot, or a blueprint";

  @Parameters(index = "0", paramLabel = "A", description = WHAT)
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = WHAT)
  private String second = "";

  @Option(
      names = "--vpc-a",
      paramLabel = "ID",
      description = "the VPC of A, where A is a snapshot of several")
  private @Nullable String firstVpc;

  @Option(
      names = "--vpc-b",
      paramLabel = "ID",
      description = "the VPC of B, where B is a snapshot of several")
  private @Nullable String secondVpc;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    DescribedArchitecture one =
        described(first, "--vpc-a", Optional.ofNullable(firstVpc), terminal);
    DescribedArchitecture other =
        described(second, "--vpc-b", Optional.ofNullable(secondVpc), terminal);
    for (DescribedArchitecture each : List.of(one, other)) {
      each.notes().forEach(note -> terminal.error("azdrill: " + note));
    }
    new ComparisonTable(first, second)
        .lines(Comparison.of(one.inventory(), other.inventory()))
        .forEach(terminal::line);
    return 0;
  }

  private static DescribedArchitecture described(
      String word, String option, Optional<String> vpcId, Terminal terminal) {
    if (word.isBlank()) {
      throw new BadInput("expected " + WHAT + ", saw nothing: name one such as production");
    }
    Path path = Path.of(word);
    if (Files.isDirectory(path) || word.endsWith(".json")) {
      return DescribedArchitecture.saved(path, option, vpcId);
    }
    if (vpcId.isPresent()) {
      throw new BadInput(
          option + " has no effect with " + word + ", which is a blueprint: leave it out");
    }
    return DescribedArchitecture.blueprint(word, new ShownProgress(terminal));
  }
}
