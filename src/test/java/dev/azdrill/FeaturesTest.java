package dev.azdrill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.CurrentRun;
import dev.azdrill.feature.FeatureFiles;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectDirectories;
import org.junit.platform.suite.api.Suite;

/**
 * Runs every feature of {@code features/}, and is red unless the one verdict over all of them is
 * PASSED and as many scenarios as the floor were really executed.
 */
@Suite
@IncludeEngines("cucumber")
@SelectDirectories("features")
class FeaturesTest {
  @BeforeSuite
  static void begin() {
    FeatureFiles.require(Path.of("features"));
    ExecutedScenarios.reset();
    CurrentRun.forget();
  }

  @AfterSuite
  static void passed() {
    FinishedRun run =
        CurrentRun.last().orElseThrow(() -> new AssertionError("the run left no evidence"));
    run.skipped().forEach(each -> show("skipped: " + each));
    run.reports().files().forEach(each -> show("written: " + each));
    assertThat(run.evidence().verdict())
        .as("the verdict over all features: %s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
    assertThat(run.executed())
        .as("executed scenarios in the evidence, and as Cucumber counts them")
        .isEqualTo(ExecutedScenarios.count());
    assertThat(run.executed())
        .as("executed scenarios: a run that skipped them proves nothing (floor: -Dazdrill.floor)")
        .isGreaterThanOrEqualTo(Floors.ofThisRun());
  }

  @SuppressWarnings("SystemOut") // What was skipped is said where people look.
  private static void show(String line) {
    System.out.println(line);
  }
}
