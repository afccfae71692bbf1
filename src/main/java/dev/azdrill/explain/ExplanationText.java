package dev.azdrill.explain;

import dev.azdrill.network.Answer;
import dev.azdrill.network.Obstacle;
import dev.azdrill.network.model.PortRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation for people: numbered steps, and what they come down to. */
public final class ExplanationText {
  private final Explanation explanation;
  private final List<String> lines = new ArrayList<>();

  private ExplanationText(Explanation explanation) {
    this.explanation = explanation;
  }

  /**
   * Its lines. Pairs that fare alike are told once; what comes from outside is as it was described,
   * and not yet safe for a terminal.
   */
  public static List<String> lines(Explanation explanation) {
    ExplanationText text = new ExplanationText(explanation);
    text.tell();
    return List.copyOf(text.lines);
  }

  private void tell() {
    Map<Object, List<Leg>> alike = new LinkedHashMap<>();
    explanation
        .legs()
        .forEach(leg -> alike.computeIfAbsent(shape(leg), any -> new ArrayList<>()).add(leg));
    for (List<Leg> legs : alike.values()) {
      leg(legs.get(0));
      if (legs.size() > 1) {
        lines.add("");
        lines.add("  It is alike for " + (legs.size() - 1) + " more:");
        legs.stream()
            .skip(1)
            .forEach(each -> lines.add("    from " + each.from() + " to " + each.to()));
      }
      lines.add("");
    }
    Map<PairsVerdict, Long> counts =
        explanation.legs().stream()
            .collect(
                Collectors.groupingBy(
                    leg -> PairsVerdict.of(leg.answer()),
                    LinkedHashMap::new,
                    Collectors.counting()));
    lines.add(
        explanation.verdict()
            + ": "
            + counts.entrySet().stream()
                .map(
                    each ->
                        each.getValue()
                            + " of "
                            + explanation.legs().size()
                            + " "
                            + words(each.getKey()))
                .collect(Collectors.joining(", ")));
  }

  private static String words(PairsVerdict verdict) {
    return switch (verdict) {
      case REACHABLE -> "reachable";
      case UNREACHABLE -> "not reachable";
      case PARTIAL -> "reachable from some ports only";
      case UNKNOWN -> "not known";
    };
  }

  /** What two pairs have in common when one telling serves both. */
  private static Object shape(Leg leg) {
    List<Object> shape = new ArrayList<>();
    shape.add(PairsVerdict.of(leg.answer()));
    leg.answer()
        .obstacles()
        .forEach(
            each ->
                shape.add(
                    List.of(
                        each.disposition(),
                        each.onReply(),
                        each.at().component(),
                        each.at().direction())));
    ExplanationStep.of(leg.answer()).forEach(step -> shape.add(step.hop().component()));
    return shape;
  }

  private void leg(Leg leg) {
    lines.add("from " + leg.from());
    lines.add("to   " + leg.to());
    lines.add("");
    lines.add("  " + leg.answer().packet());
    boolean reply = false;
    for (ExplanationStep step : ExplanationStep.of(leg.answer())) {
      if (step.onReply() && !reply) {
        lines.add("  and its reply");
        reply = true;
      }
      lines.add(line(step));
    }
    lines.add("");
    conclusion(leg.answer());
  }

  private String line(ExplanationStep step) {
    String mark =
        step.obstacle().map(each -> each.stops() ? "STOPS  " : "?      ").orElse("       ");
    String code = step.obstacle().map(each -> " [" + each.disposition() + "]").orElse("");
    String number = step.number() < 10 ? " " + step.number() : Integer.toString(step.number());
    return "  " + number + "  " + mark + step.sentence(explanation.names()) + code;
  }

  private void conclusion(Answer answer) {
    if (answer instanceof Answer.Reachable) {
      lines.add("  reachable: the packet arrives, and its reply comes back to every port");
    } else if (answer instanceof Answer.Partial part) {
      lines.add(
          "  reachable in part: replies come back to the ports "
              + ports(part.admitted())
              + " alone; connections from the ports "
              + ports(part.refused())
              + " hang");
    } else if (answer instanceof Answer.Unreachable no) {
      unreachable(no);
    } else {
      lines.add("  not known:");
      answer
          .obstacles()
          .forEach(each -> lines.add("    " + each.disposition() + ": " + each.because()));
    }
  }

  private void unreachable(Answer.Unreachable no) {
    List<Obstacle> settings = no.settings();
    lines.add(
        settings.size() == 1
            ? "  not reachable: one setting stands between"
            : "  not reachable: " + settings.size() + " independent settings stand between");
    List<ExplanationStep> steps = ExplanationStep.of(no);
    for (Obstacle each : settings) {
      String at =
          steps.stream()
              .filter(step -> step.obstacle().filter(each::equals).isPresent())
              .map(step -> "step " + step.number() + ", ")
              .findFirst()
              .orElse("");
      lines.add("    " + at + each.disposition() + ": " + each.because());
    }
    if (first(steps) < steps.size()) {
      lines.add("    What follows step " + first(steps) + " is the way that it would take.");
    }
  }

  private static int first(List<ExplanationStep> steps) {
    return steps.stream()
        .filter(step -> step.obstacle().filter(Obstacle::stops).isPresent())
        .mapToInt(ExplanationStep::number)
        .findFirst()
        .orElse(1);
  }

  private static String ports(List<PortRange> ranges) {
    return ranges.stream().map(PortRange::toString).collect(Collectors.joining(", "));
  }
}
