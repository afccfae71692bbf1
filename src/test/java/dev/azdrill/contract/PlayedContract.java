package dev.azdrill.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** What became of the contract's sentences on one subject, noun by noun. */
final class PlayedContract implements TestExecutionListener {
  private final Map<String, List<DynamicTest>> sentences = new LinkedHashMap<>();

  private PlayedContract() {}

  /**
   * Runs them, one after the other: they share the clock of one subject.
   *
   * @param every the nouns of about one in so many are tried, the same in every run
   */
  static PlayedContract on(Candidate candidate, int every) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectPackage("dev.azdrill.contract"))
            .filters(
                ClassNameFilter.includeClassNamePatterns(".*Contract"),
                EngineFilter.includeEngines("junit-jupiter"),
                (PostDiscoveryFilter) test -> FilterResult.includedIf(isTried(test, every)))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .configurationParameter(
                "junit.jupiter.testclass.order.default",
                "org.junit.jupiter.api.ClassOrderer$ClassName")
            .configurationParameter(Candidate.PROPERTY, candidate.label())
            .build();
    PlayedContract played = new PlayedContract();
    LauncherFactory.create().execute(request, played);
    return played;
  }

  private static boolean isTried(TestDescriptor test, int every) {
    return test.getUniqueId().getSegments().stream()
        .filter(each -> each.getType().equals("class"))
        .findFirst()
        .map(noun -> Math.floorMod(noun.getValue().hashCode(), every) == 0)
        .orElse(true);
  }

  /** The nouns, each with a test a sentence that ends as the sentence did. */
  List<DynamicContainer> nouns() {
    return sentences.entrySet().stream()
        .map(each -> DynamicContainer.dynamicContainer(each.getKey(), each.getValue()))
        .toList();
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(
        test,
        () -> {
          throw new TestAbortedException(reason);
        });
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    // What fails around the sentences of a noun fails in its name.
    if (test.isTest() || result.getThrowable().isPresent()) {
      add(
          test,
          () -> {
            if (result.getThrowable().isPresent()) {
              throw result.getThrowable().get();
            }
          });
    }
  }

  private void add(TestIdentifier test, Executable ending) {
    List<String> path = new ArrayList<>();
    test.getUniqueIdObject().getSegments().stream()
        .filter(each -> each.getType().equals("class"))
        .map(each -> each.getValue().substring(each.getValue().lastIndexOf('.') + 1))
        .forEach(path::add);
    sentences
        .computeIfAbsent(String.join(" ", path), noun -> new ArrayList<>())
        .add(DynamicTest.dynamicTest(test.getDisplayName(), ending));
  }
}
