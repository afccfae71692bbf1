package dev.azdrill.steps;

import io.cucumber.java.Scenario;
import java.util.Locale;

/**
 * What a scenario is called, in evidence and in seeds. It depends on the feature, the scenario and
 * the example, never on the order in which scenarios run or on where the checkout lies.
 *
 * @param feature the feature file's name: {@code zone-loss.feature}
 * @param scenario the scenario's name
 * @param line its line, which tells the examples of an outline apart
 */
record ScenarioId(String feature, String scenario, int line) {
  static ScenarioId of(Scenario scenario) {
    String uri = scenario.getUri().toString();
    return new ScenarioId(
        uri.substring(uri.lastIndexOf('/') + 1), scenario.getName(), scenario.getLine());
  }

  String name() {
    return feature + ":" + line + " " + scenario;
  }

  String seed() {
    return runSeed() + "/" + name();
  }

  /** The run's own. */
  static String runSeed() {
    return System.getProperty("azdrill.seed", "azdrill");
  }

  String fileName() {
    String slug =
        scenario.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return feature.replace(".feature", "") + "/" + line + "-" + slug + ".jsonl";
  }
}
