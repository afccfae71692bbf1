package dev.azdrill.cli;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.Objectives;
import dev.azdrill.text.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is wanted of a drill. */
final class ObjectiveOptions {
  @Option(
      names = "--rto",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "clients are served without errors again within this time after the fault")
  private @Nullable Duration recoveryTime;

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description = "at most so many requests of the simulated or measured clients fail")
  private @Nullable Integer maxErrors;

  @Option(
      names = "--availability",
      paramLabel = "PERCENT",
      converter = PercentOption.class,
      description = "at least so many percent of the requests succeed, from the fault to the end")
  private @Nullable BigDecimal availability;

  @Option(
      names = "--longest-outage",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "no outage is longer than this")
  private @Nullable Duration longestOutage;

  @Option(
      names = "--keep-writes",
      description = "every write that the application acknowledged must be there at the end")
  private boolean acknowledgedWrites;

  @Option(
      names = "--ceiling",
      paramLabel = "DURATION",
      defaultValue = "10min",
      converter = DurationOption.class,
      description =
          "no limit that is derived from the configuration exceeds this (default:"
              + " ${DEFAULT-VALUE})")
  private Duration ceiling = Budgets.CEILING;

  @Option(
      names = "--strict",
      description = "a guarantee that cannot be judged (UNKNOWN) counts as a failure")
  private boolean strict;

  Objectives objectives() {
    Integer most = maxErrors;
    if (most != null && most < 0) {
      throw new BadInput("expected --max-errors to be 0 or more, saw " + most);
    }
    return new Objectives(
        Optional.ofNullable(recoveryTime),
        Optional.ofNullable(most),
        Optional.ofNullable(availability),
        Optional.ofNullable(longestOutage),
        acknowledgedWrites);
  }

  Duration ceiling() {
    if (ceiling.isZero()) {
      throw new BadInput("expected --ceiling to be longer than 0 seconds");
    }
    return ceiling;
  }

  boolean isStrict() {
    return strict;
  }

  /** The same options again, as words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    seconds("--rto", recoveryTime, words);
    seconds("--longest-outage", longestOutage, words);
    if (maxErrors != null) {
      words.addAll(List.of("--max-errors", String.valueOf(maxErrors)));
    }
    BigDecimal percent = availability;
    if (percent != null) {
      words.addAll(List.of("--availability", percent.toPlainString()));
    }
    if (acknowledgedWrites) {
      words.add("--keep-writes");
    }
    if (!ceiling.equals(Budgets.CEILING)) {
      seconds("--ceiling", ceiling, words);
    }
    if (strict) {
      words.add("--strict");
    }
    return words;
  }

  private static void seconds(String option, @Nullable Duration duration, List<String> words) {
    if (duration != null) {
      words.addAll(List.of(option, DurationText.of(duration)));
    }
  }
}
