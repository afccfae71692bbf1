package dev.azdrill.cli;

import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Limits;
import dev.azdrill.drill.StopCondition;
import dev.azdrill.drill.TargetLimit;
import dev.azdrill.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that limit what a drill may affect, and say when it ends early. */
final class GuardOptions {
  @Option(
      names = "--max-zones",
      paramLabel = "N",
      description =
          "faults that hold at the same time may affect at most N zones; a drill beyond it is"
              + " refused before anything is injected")
  private @Nullable Integer zones;

  @Option(
      names = "--max-targets",
      paramLabel = "N|P%%",
      converter = TargetOption.class,
      description = "the same for instances of the group that are in service: N, or P %% of them")
  private @Nullable TargetLimit targets;

  @Option(
      names = "--max-minutes",
      paramLabel = "M",
      description =
          "when faults have been in effect for M minutes of the platform's time, they are undone and"
              + " the drill is inconclusive")
  private @Nullable Integer minutes;

  @Option(
      names = "--stop-if",
      paramLabel = "CONDITION",
      converter = StopOption.class,
      description =
          "alarm=NAME: a CloudWatch alarm is not OK; error-rate>P%%: more than P %% of the requests"
              + " of the last minute failed (error-rate>P%%:window=2min for another window). Met while"
              + " a fault holds, everything is undone and the drill is inconclusive. May be repeated")
  private List<StopCondition> stops = new ArrayList<>();

  /** {@code 2} or {@code 50%}. */
  static final class TargetOption implements ITypeConverter<TargetLimit> {
    @Override
    public TargetLimit convert(String text) {
      return TargetLimit.parse(text.strip())
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected a number of instances such as 2, or a percentage up to 100 such as"
                          + " 50%, saw "
                          + Printable.quoted(text)));
    }
  }

  /** {@code alarm=NAME} or {@code error-rate>5%}. */
  static final class StopOption implements ITypeConverter<StopCondition> {
    @Override
    public StopCondition convert(String text) {
      try {
        return StopCondition.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  Guards guards() {
    return new Guards(
        new Limits(
            atLeastOne("--max-zones", zones),
            Optional.ofNullable(targets),
            atLeastOne("--max-minutes", minutes).map(Duration::ofMinutes)),
        stops);
  }

  private static Optional<Integer> atLeastOne(String option, @Nullable Integer number) {
    if (number != null && number < 1) {
      throw new BadInput("expected " + option + " to be 1 or more, saw " + number);
    }
    return Optional.ofNullable(number);
  }

  /** The same options again, as words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    put("--max-zones", zones, words);
    put("--max-targets", targets, words);
    put("--max-minutes", minutes, words);
    stops.forEach(each -> put("--stop-if", each.option(), words));
    return words;
  }

  private static void put(String option, @Nullable Object value, List<String> words) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }
}
