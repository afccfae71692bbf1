package dev.azdrill.feature;

import dev.azdrill.text.Resemblance;
import io.cucumber.gherkin.GherkinDialect;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keywords of one language of Gherkin, and what is probably meant as one. */
final class Keywords {
  /** Words of plain English that are one letter away from a keyword of a step. */
  private static final Set<String> PROSE =
      Set.of(
          "the", "them", "they", "than", "thin", "hen", "men", "ten", "wen", "ad", "add", "an",
          "any", "ant", "aid", "band", "end", "hand", "land", "sand", "bet", "bit", "boot", "bug",
          "bus", "buy", "cut", "nut", "out", "put", "give", "gives", "driven", "open");

  private final GherkinDialect dialect;
  private final List<String> blocks;
  private final List<String> steps;

  Keywords(GherkinDialect dialect) {
    this.dialect = dialect;
    this.blocks =
        Stream.of(
                dialect.getFeatureKeywords(),
                dialect.getRuleKeywords(),
                dialect.getBackgroundKeywords(),
                dialect.getScenarioKeywords(),
                dialect.getScenarioOutlineKeywords(),
                dialect.getExamplesKeywords())
            .flatMap(Collection::stream)
            .distinct()
            .toList();
    // Languages that put no space behind the keyword cannot be judged word by word.
    this.steps =
        dialect.getStepKeywords().stream()
            .filter(each -> each.endsWith(" ") && !each.startsWith("*"))
            .map(String::strip)
            .distinct()
            .toList();
  }

  boolean isOutline(String keyword) {
    return dialect.getScenarioOutlineKeywords().contains(keyword);
  }

  /** The keyword that was probably meant by a word before a colon. */
  Optional<String> blockMeantBy(String word) {
    return blocks.stream()
        .filter(each -> Resemblance.distance(word, each) <= Math.max(1, each.length() / 4))
        .min((a, b) -> Resemblance.distance(word, a) - Resemblance.distance(word, b));
  }

  /** The keyword of a scenario with which this line begins, without the colon that it needs. */
  Optional<String> blockWithoutColon(String line) {
    return blocks.stream()
        .filter(each -> line.equals(each) || (line.startsWith(each + " ") && isScenario(each)))
        .max((a, b) -> a.length() - b.length());
  }

  private boolean isScenario(String keyword) {
    return isOutline(keyword)
        || dialect.getScenarioKeywords().get(0).equals(keyword)
        || keyword.equals("Scenario");
  }

  /** Whether this line begins as a step does. */
  boolean isStep(String line) {
    return steps.stream().anyMatch(each -> line.startsWith(each + " "));
  }

  /** The keyword of a step, in the wrong case. */
  Optional<String> stepInOtherCase(String word) {
    return steps.stream().filter(each -> each.equalsIgnoreCase(word)).findFirst();
  }

  /** The keyword of a step that was probably meant by a word that is none and no plain English. */
  Optional<String> stepMeantBy(String word) {
    if (!dialect.getLanguage().equals("en") || PROSE.contains(word.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return steps.stream().filter(each -> Resemblance.distance(word, each) == 1).findFirst();
  }
}
