package dev.azdrill.feature;

import io.cucumber.gherkin.GherkinDialect;
import io.cucumber.gherkin.GherkinDialects;
import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Background;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Examples;
import io.cucumber.messages.types.Feature;
import io.cucumber.messages.types.FeatureChild;
import io.cucumber.messages.types.Location;
import io.cucumber.messages.types.ParseError;
import io.cucumber.messages.types.Rule;
import io.cucumber.messages.types.RuleChild;
import io.cucumber.messages.types.Scenario;
import io.cucumber.messages.types.Step;
import io.cucumber.messages.types.StepKeywordType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The text of one feature file, looked through for what Cucumber would ignore silently. */
final class FeatureText {
  private final String file;
  private final List<String> lines;
  private final List<FeatureProblem> problems = new ArrayList<>();
  private int scenarios;

  private FeatureText(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /**
   * What of a feature would be ignored, in the order of its lines.
   *
   * @param file how the problems call it
   */
  static List<FeatureProblem> problems(String file, String text) {
    FeatureText feature = new FeatureText(file, text);
    feature.read(text);
    return feature.problems.stream().sorted(Comparator.comparingInt(FeatureProblem::line)).toList();
  }

  private void read(String text) {
    List<Envelope> parsed =
        GherkinParser.builder()
            .includeSource(false)
            .includePickles(false)
            .build()
            .parse(file, text.getBytes(StandardCharsets.UTF_8))
            .toList();
    parsed.forEach(each -> each.getParseError().ifPresent(this::unreadable));
    if (!problems.isEmpty()) {
      return;
    }
    parsed.stream()
        .flatMap(each -> each.getGherkinDocument().stream())
        .flatMap(each -> each.getFeature().stream())
        .findFirst()
        .ifPresentOrElse(this::feature, () -> problem(0, "has no feature: nothing of it is run"));
  }

  private void unreadable(ParseError error) {
    int line = error.getSource().getLocation().map(FeatureText::line).orElse(0);
    // Gherkin writes its own "(line:column): " before the sentence.
    problem(line, error.getMessage().replaceFirst("^\\(\\d+:\\d+\\): ", ""));
  }

  private void feature(Feature feature) {
    GherkinDialect dialect =
        GherkinDialects.getDialect(feature.getLanguage())
            .orElseThrow(() -> new IllegalStateException("no dialect " + feature.getLanguage()));
    Keywords keywords = new Keywords(dialect);
    described(keywords, feature.getLocation(), feature.getDescription(), false);
    for (FeatureChild child : feature.getChildren()) {
      child.getRule().ifPresent(rule -> rule(keywords, rule));
      child.getBackground().ifPresent(background -> background(keywords, background));
      child.getScenario().ifPresent(scenario -> scenario(keywords, scenario));
    }
    if (scenarios == 0) {
      problem(0, "has no scenario: nothing of it is run");
    }
  }

  private void rule(Keywords keywords, Rule rule) {
    described(keywords, rule.getLocation(), rule.getDescription(), false);
    for (RuleChild child : rule.getChildren()) {
      child.getBackground().ifPresent(background -> background(keywords, background));
      child.getScenario().ifPresent(scenario -> scenario(keywords, scenario));
    }
  }

  private void background(Keywords keywords, Background background) {
    described(keywords, background.getLocation(), background.getDescription(), true);
    if (background.getSteps().isEmpty()) {
      problem(line(background.getLocation()), "the background has no steps");
    }
  }

  private void scenario(Keywords keywords, Scenario scenario) {
    scenarios++;
    int line = line(scenario.getLocation());
    described(keywords, scenario.getLocation(), scenario.getDescription(), true);
    if (scenario.getSteps().isEmpty()) {
      problem(line, "the scenario '" + scenario.getName() + "' has no steps: it proves nothing");
    } else if (scenario.getSteps().stream().noneMatch(FeatureText::asks)) {
      problem(
          line,
          "the scenario '"
              + scenario.getName()
              + "' has no Then: it expects nothing, and proves nothing");
    } else {
      unasked(scenario)
          .ifPresent(
              last ->
                  problem(
                      line(last.getLocation()),
                      "the scenario '"
                          + scenario.getName()
                          + "' does something after its last Then ("
                          + last.getText()
                          + "): nothing is expected of it, add a Then"));
    }
    if (keywords.isOutline(scenario.getKeyword()) && scenario.getExamples().isEmpty()) {
      problem(line, "the outline '" + scenario.getName() + "' has no examples");
    }
    for (Examples each : scenario.getExamples()) {
      described(keywords, each.getLocation(), each.getDescription(), false);
      if (each.getTableBody().isEmpty()) {
        problem(line(each.getLocation()), "the examples have no rows: nothing is run for them");
      }
    }
  }

  /** A When, or an And of one, that no Then follows. */
  private static Optional<Step> unasked(Scenario scenario) {
    Optional<Step> last = Optional.empty();
    StepKeywordType type = StepKeywordType.CONTEXT;
    for (Step each : scenario.getSteps()) {
      StepKeywordType own = each.getKeywordType().orElse(StepKeywordType.UNKNOWN);
      type = own == StepKeywordType.CONJUNCTION ? type : own;
      if (type == StepKeywordType.ACTION) {
        last = Optional.of(each);
      } else if (asks(each) || type == StepKeywordType.OUTCOME) {
        last = Optional.empty();
      }
    }
    return last;
  }

  /** Whether a step may say what is expected: a Then, or a bullet, which may be any keyword. */
  private static boolean asks(Step step) {
    return step.getKeywordType()
        .filter(type -> type == StepKeywordType.OUTCOME || type == StepKeywordType.UNKNOWN)
        .isPresent();
  }

  private void described(
      Keywords keywords, Location header, String description, boolean isFollowedBySteps) {
    if (!description.isBlank()) {
      Description text = Description.after(line(header), description, lines);
      text.mistakes(keywords, isFollowedBySteps).forEach((line, what) -> problem(line, what));
    }
  }

  private void problem(int line, String what) {
    problems.add(new FeatureProblem(file, line, what));
  }

  private static int line(Location location) {
    return Optional.of(location.getLine()).map(Number::intValue).orElse(0);
  }
}
