package dev.azdrill;

import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestCaseFinished;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the scenarios that ran to a verdict, independently of azdrill's evidence; a skipped or
 * undefined one did not. A Cucumber plugin.
 */
public final class ExecutedScenarios implements ConcurrentEventListener {
  private static final AtomicInteger EXECUTED = new AtomicInteger();

  static void reset() {
    EXECUTED.set(0);
  }

  static int count() {
    return EXECUTED.get();
  }

  @Override
  public void setEventPublisher(EventPublisher publisher) {
    publisher.registerHandlerFor(TestCaseFinished.class, ExecutedScenarios::finished);
  }

  private static void finished(TestCaseFinished event) {
    Status status = event.getResult().getStatus();
    if (status == Status.PASSED || status == Status.FAILED) {
      EXECUTED.incrementAndGet();
    }
  }
}
