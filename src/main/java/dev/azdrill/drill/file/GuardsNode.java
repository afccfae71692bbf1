package dev.azdrill.drill.file;

import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Limits;
import dev.azdrill.drill.StopCondition;
import dev.azdrill.drill.TargetLimit;
import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import dev.azdrill.yaml.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The guards of a drill, as they stand in a file. */
final class GuardsNode {
  static final String LIMITS = "limits";
  static final String STOP = "stop";

  private static final String ALARM = "alarm";
  private static final String ERROR_RATE = "error-rate";
  private static final String ABOVE = "above";
  private static final String WINDOW = "window";

  private GuardsNode() {}

  /** What these keys of a drill say. */
  static Guards read(Section drill) {
    return new Guards(
        drill.maybe(LIMITS, GuardsNode::limits).orElse(Limits.NONE),
        drill.maybe(STOP, GuardsNode::conditions).orElse(List.of()));
  }

  private static List<StopCondition> conditions(YamlNode node) {
    List<StopCondition> all = Section.elements(node, GuardsNode::condition);
    if (all.isEmpty()) {
      throw new DocumentException("", "a condition", "none", "remove " + STOP + ", or add one");
    }
    return all;
  }

  private static Limits limits(YamlNode node) {
    Section section = Section.of(node, "zones", "targets", "minutes");
    Limits limits =
        new Limits(
            section.maybe("zones", each -> Parameter.count(each, 1)),
            section.maybe("targets", GuardsNode::targets),
            section.maybe("minutes", each -> Parameter.count(each, 1)).map(Duration::ofMinutes));
    if (limits.isEmpty()) {
      throw new DocumentException("", "a limit", "none", "remove " + LIMITS + ", or add one");
    }
    return limits;
  }

  private static TargetLimit targets(YamlNode node) {
    String text = Section.scalar(node);
    String told = text.endsWith("%") ? Section.string(node) : Section.bare(node);
    return TargetLimit.parse(told)
        .orElseThrow(
            () ->
                new DocumentException(
                    "",
                    "a number of instances, or a percentage up to 100",
                    Printable.quoted(text),
                    "write one such as 2 or 50%"));
  }

  private static StopCondition condition(YamlNode node) {
    Section section = Section.of(node, ALARM, ERROR_RATE);
    Optional<StopCondition> alarm =
        section.maybe(
            ALARM, each -> made(each, () -> new StopCondition.AlarmNotOk(Section.string(each))));
    Optional<StopCondition> rate = section.maybe(ERROR_RATE, GuardsNode::rate);
    if (alarm.isPresent() == rate.isPresent()) {
      throw new DocumentException(
          "",
          "one of " + ALARM + ", " + ERROR_RATE,
          alarm.isPresent() ? "both" : "none of them",
          "write a list with one condition in each line");
    }
    return alarm.or(() -> rate).orElseThrow();
  }

  private static StopCondition rate(YamlNode node) {
    Section section = Section.of(node, ABOVE, WINDOW);
    return made(
        node,
        () ->
            new StopCondition.ErrorRate(
                section.entry(ABOVE, DrillReader::percent),
                section.maybe(WINDOW, Section::duration).orElse(StopCondition.WINDOW)));
  }

  private static StopCondition made(YamlNode node, Supplier<StopCondition> condition) {
    try {
      return condition.get();
    } catch (IllegalArgumentException e) {
      throw new DocumentException(
          "", "a condition that can be met", node.words(), String.valueOf(e.getMessage()));
    }
  }

  /** The same as lines of a file. */
  static List<String> lines(Guards guards) {
    List<String> lines = new ArrayList<>();
    if (!guards.limits().isEmpty()) {
      lines.add(LIMITS + ":");
      guards.limits().zones().ifPresent(each -> lines.add("  zones: " + each));
      guards.limits().targets().ifPresent(each -> lines.add("  targets: " + each));
      guards.limits().inEffect().ifPresent(each -> lines.add("  minutes: " + each.toMinutes()));
    }
    if (!guards.stops().isEmpty()) {
      lines.add(STOP + ":");
      guards.stops().forEach(each -> lines.add("  - " + text(each)));
    }
    return lines;
  }

  private static String text(StopCondition condition) {
    if (condition instanceof StopCondition.AlarmNotOk alarm) {
      return ALARM + ": " + YamlText.of(alarm.alarm());
    }
    StopCondition.ErrorRate rate = (StopCondition.ErrorRate) condition;
    return ERROR_RATE
        + ": {"
        + ABOVE
        + ": "
        + rate.percent().toPlainString()
        + (rate.window().equals(StopCondition.WINDOW)
            ? ""
            : ", " + WINDOW + ": " + DurationText.of(rate.window()))
        + "}";
  }
}
