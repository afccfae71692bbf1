package dev.azdrill.cli;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Trouble;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.Result;
import io.cucumber.plugin.event.SnippetsSuggestedEvent;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestCase;
import io.cucumber.plugin.event.TestCaseFinished;
import io.cucumber.plugin.event.TestCaseStarted;
import io.cucumber.plugin.event.TestRunFinished;
import io.cucumber.plugin.event.TestStepFinished;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prints scenarios while they run: each step with what became of it, and a failure as one sentence.
 * A plugin of Cucumber, which makes one and calls it for one event at a time; public for that
 * alone.
 */
public final class ScenarioLines implements ConcurrentEventListener {
  private final PrintWriter out;
  private final Terminal terminal;
  private final Map<Status, Integer> scenarios = new TreeMap<>();
  private final Set<String> snippets = new LinkedHashSet<>();

  /** Prints here: Cucumber hands over the standard output. */
  public ScenarioLines(OutputStream out) {
    this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
    this.terminal = Terminal.of(this.out, this.out);
  }

  @Override
  public void setEventPublisher(EventPublisher publisher) {
    publisher.registerHandlerFor(TestCaseStarted.class, each -> begun(each.getTestCase()));
    publisher.registerHandlerFor(TestStepFinished.class, this::step);
    publisher.registerHandlerFor(TestCaseFinished.class, this::ended);
    publisher.registerHandlerFor(SnippetsSuggestedEvent.class, this::suggested);
    publisher.registerHandlerFor(TestRunFinished.class, each -> ended());
  }

  private void begun(TestCase scenario) {
    terminal.line(
        terminal.bold(scenario.getKeyword() + ": ")
            + Printable.line(scenario.getName())
            + terminal.dim("  " + scenario.getUri() + ":" + scenario.getLocation().getLine()));
  }

  private void step(TestStepFinished finished) {
    Result result = finished.getResult();
    if (finished.getTestStep() instanceof PickleStepTestStep step) {
      terminal.line(
          "  "
              + mark(result.getStatus())
              + " "
              + step.getStep().getKeyword()
              + step.getStep().getText());
    }
    if (result.getError() != null && !result.getStatus().is(Status.UNDEFINED)) {
      terminal.line("      " + Trouble.of(result.getError()));
    }
  }

  private String mark(Status status) {
    return switch (status) {
      case PASSED -> terminal.good("passed   ");
      case FAILED -> terminal.bad("failed   ");
      case SKIPPED -> terminal.dim("skipped  ");
      case UNDEFINED -> terminal.warn("undefined");
      case AMBIGUOUS -> terminal.warn("ambiguous");
      case PENDING, UNUSED -> terminal.warn("pending  ");
    };
  }

  private void ended(TestCaseFinished finished) {
    scenarios.merge(finished.getResult().getStatus(), 1, Integer::sum);
    terminal.line("");
  }

  private void suggested(SnippetsSuggestedEvent event) {
    snippets.addAll(event.getSuggestion().getSnippets());
  }

  private void ended() {
    if (!snippets.isEmpty()) {
      terminal.line(
          "Steps of your own are added with --glue. What is undefined may begin like this:");
      snippets.forEach(out::println);
    }
    int all = scenarios.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder counts = new StringBuilder();
    scenarios.forEach(
        (status, count) ->
            counts
                .append(counts.isEmpty() ? ": " : ", ")
                .append(count)
                .append(' ')
                .append(status.name().toLowerCase(Locale.ROOT)));
    terminal.line((all == 1 ? "1 scenario" : all + " scenarios") + counts);
  }
}
