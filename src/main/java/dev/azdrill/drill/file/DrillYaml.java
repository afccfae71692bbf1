package dev.azdrill.drill.file;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.text.DurationText;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;

/** Writes drills as YAML, so that {@link DrillFile} reads the same values again. */
public final class DrillYaml {
  private final List<String> lines = new ArrayList<>();

  private DrillYaml() {}

  /**
   * The text of a drill.
   *
   * @throws IllegalArgumentException when something of it has no form in a file: a fault of a
   *     user's own, or a name that AWS would not give
   */
  public static String of(Drill drill) {
    DrillYaml yaml = new DrillYaml();
    yaml.write(drill);
    String text = String.join("\n", yaml.lines) + "\n";
    requireSame(drill, text);
    return text;
  }

  private static void requireSame(Drill drill, String text) {
    try {
      if (DrillFile.parse("drill.yaml", text).drill().equals(drill)) {
        return;
      }
    } catch (DocumentException e) {
      throw new IllegalArgumentException(
          "expected a drill that can be written as YAML, saw " + drill + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("expected a drill that YAML can express, saw " + drill);
  }

  private void write(Drill drill) {
    lines.add("name: " + YamlText.of(drill.name()));
    OneFault.of(drill).ifPresentOrElse(this::oneFault, () -> steps(drill));
    if (!drill.objectives().isEmpty()) {
      lines.add("objectives:");
      write(drill.objectives());
    }
    lines.addAll(GuardsNode.lines(drill.guards()));
  }

  private void oneFault(OneFault drill) {
    lines.add("fault:");
    lines.add("  " + StepText.fault(drill.fault()));
    list("recovery", drill.recovery());
    list("restoration", drill.restoration());
  }

  private void list(String key, List<TimedExpectation> expectations) {
    if (!expectations.isEmpty()) {
      lines.add(key + ":");
      expectations.forEach(each -> lines.add("  - " + StepText.expectation(each)));
    }
  }

  private void steps(Drill drill) {
    lines.add("steps:");
    drill.steps().forEach(each -> lines.add("  - " + each.accept(new StepText())));
  }

  private void write(Objectives objectives) {
    objectives.recoveryTime().ifPresent(each -> lines.add("  rto: " + DurationText.of(each)));
    objectives.failedRequests().ifPresent(each -> lines.add("  max-errors: " + each));
    objectives
        .availability()
        .ifPresent(each -> lines.add("  availability: " + each.toPlainString()));
    objectives
        .longestOutage()
        .ifPresent(each -> lines.add("  longest-outage: " + DurationText.of(each)));
    if (objectives.acknowledgedWrites()) {
      lines.add("  acknowledged-writes: true");
    }
  }
}
