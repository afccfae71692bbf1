package dev.azdrill.contract;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Runs the contract against the subject that {@code azdrill.contract.subject} names; against the
 * simulator, where it names none.
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
class ContractTest {
  @AfterSuite
  static void enoughWereExecuted() {
    String label = System.getProperty(Candidate.PROPERTY, "");
    Floor.check(label.isBlank() ? Candidate.SIMULATOR : Candidate.called(label));
  }
}
