package dev.azdrill.feature;

import java.util.List;
import java.util.stream.Collectors;

/** Feature files do not say what was meant: nothing of them is run. */
public final class UnusableFeatures extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableFeatures(List<FeatureProblem> problems) {
    super(problems.stream().map(FeatureProblem::toString).collect(Collectors.joining("\n")));
  }
}
