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
    int floor = Integer.getInteger("azdrill.floor", 1);
    assertThat(ExecutedScenarios.count())
        .as("executed scenarios: a run that skipped them proves nothing (floor: -Dazdrill.floor)")
        .isGreaterThanOrEqualTo(floor);
  }
}
