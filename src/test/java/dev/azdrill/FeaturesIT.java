package dev.azdrill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectDirectories;
import org.junit.platform.suite.api.Suite;

/**
 * Runs every feature of {@code features/}, and is red when fewer scenarios than the floor were
 * really executed.
 */
@Suite
@IncludeEngines("cucumber")
@SelectDirectories("features")
class FeaturesIT {
  @BeforeSuite
  static void countFromZero() {
    ExecutedScenarios.reset();
  }

  @AfterSuite
  static void enoughWereExecuted() {
    ExecutedScenarios.skipped().forEach(FeaturesIT::show);
    assertThat(ExecutedScenarios.count())
        .as("executed scenarios: a run that skipped them proves nothing (floor: -Dazdrill.floor)")
        .isGreaterThanOrEqualTo(Floors.ofThisRun());
  }

  @SuppressWarnings("SystemOut") // What was skipped is said where people look.
  private static void show(String skipped) {
    System.out.println("skipped: " + skipped);
  }
}
