package dev.azdrill;

import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestCaseFinished;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the scenarios that ran to a verdict; a skipped or undefined one did not. A Cucumber
 * plugin.
 */
public final class ExecutedScenarios implements ConcurrentEventListener {
  private static final AtomicInteger EXECUTED = new AtomicInteger();
  private static final List<String> SKIPPED = new CopyOnWriteArrayList<>();

  static void reset() {
    EXECUTED.set(0);
    SKIPPED.clear();
  }

  static int count() {
    return EXECUTED.get();
  }

  /** Each scenario that did not run, with its reason. */
  static List<String> skipped() {
    return List.copyOf(SKIPPED);
  }

  @Override
  public void setEventPublisher(EventPublisher publisher) {
    publisher.registerHandlerFor(TestCaseFinished.class, ExecutedScenarios::finished);
  }

  private static void finished(TestCaseFinished event) {
    Status status = event.getResult().getStatus();
    if (status == Status.PASSED || status == Status.FAILED) {
      EXECUTED.incrementAndGet();
    } else {
      Throwable why = event.getResult().getError();
      SKIPPED.add(event.getTestCase().getName() + ": " + (why == null ? status : why.getMessage()));
    }
  }
}
