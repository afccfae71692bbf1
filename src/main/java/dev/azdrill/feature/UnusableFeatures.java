package dev.azdrill.feature;

import java.util.List;
import java.util.stream.Collectors;

/** Feature files do not say what was meant: nothing of them is run. */
public final class UnusableFeatures extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FeatureProblem> problems;

  UnusableFeatures(List<FeatureProblem> problems) {
    super(problems.stream().map(FeatureProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, each with its file and line. */
  public List<FeatureProblem> problems() {
    return problems;
  }
}
