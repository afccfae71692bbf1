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
    Form<?, ?> fault = Forms.of(drill.fault());
    lines.add("fault:");
    lines.add("  " + entry(fault.word(), fault.write(drill.fault()).stream().toList()));
    list("recovery", drill.recovery());
    list("restoration", drill.restoration());
    if (!drill.objectives().isEmpty()) {
      lines.add("objectives:");
      write(drill.objectives());
    }
  }

  private void list(String key, List<TimedExpectation> expectations) {
    if (expectations.isEmpty()) {
      return;
    }
    lines.add(key + ":");
    for (TimedExpectation each : expectations) {
      Form<?, ?> form = Forms.of(each.expectation());
      List<String> told = new ArrayList<>();
      form.write(each.expectation()).ifPresent(told::add);
      each.within().ifPresent(limit -> told.add("within: " + DurationText.of(limit)));
      lines.add("  - " + (told.isEmpty() ? form.word() : entry(form.word(), told)));
    }
  }

  private static String entry(String word, List<String> told) {
    return word + ": {" + String.join(", ", told) + "}";
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
