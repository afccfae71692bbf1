package dev.azdrill.cli;

import dev.azdrill.rehearsal.DrilledPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what of a stack is drilled and watched, where it has several. */
final class PartOptions {
  @Option(
      names = "--load-balancer",
      paramLabel = "NAME",
      description = "the one that clients use (default: the only one that faces the internet)")
  private @Nullable String loadBalancer;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "the Auto Scaling group that is drilled (default: the only one behind it)")
  private @Nullable String group;

  @Option(
      names = "--database",
      paramLabel = "ID",
      description = "the DB instance that is drilled (default: the only one)")
  private @Nullable String database;

  DrilledPart.Selection wanted() {
    return new DrilledPart.Selection(
        Optional.ofNullable(loadBalancer),
        Optional.ofNullable(group),
        Optional.ofNullable(database));
  }

  /** What was given, as words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    DrilledPart.Selection given = wanted();
    given.loadBalancer().ifPresent(each -> words.addAll(List.of("--load-balancer", each)));
    given.group().ifPresent(each -> words.addAll(List.of("--group", each)));
    given.database().ifPresent(each -> words.addAll(List.of("--database", each)));
    return words;
  }
}
