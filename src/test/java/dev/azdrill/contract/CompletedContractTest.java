package dev.azdrill.contract;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Runs the contract against our own rooms on a foreign EC2, which is our own, too: what completes
 * LocalStack is tested where LocalStack is not. Both share one kernel: no wall clock, no thread.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("dev.azdrill.contract")
@IncludeClassNamePatterns(".*Contract")
@ConfigurationParameter(
    key = "junit.jupiter.testclass.order.default",
    value = "org.junit.jupiter.api.ClassOrderer$ClassName")
// All sentences share the clock of one subject.
@ConfigurationParameter(key = "junit.jupiter.execution.parallel.enabled", value = "false")
@ConfigurationParameter(key = Candidate.PROPERTY, value = "completed-simulator")
class CompletedContractTest {
  @AfterSuite
  static void enoughWereExecuted() {
    Floor.check(Candidate.COMPLETED_SIMULATOR);
  }
}
