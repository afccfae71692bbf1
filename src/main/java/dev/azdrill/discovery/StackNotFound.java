package dev.azdrill.discovery;

import java.util.List;

/** There is no such stack or VPC, or it cannot be told which is meant. */
public final class StackNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isAmbiguous;

  StackNotFound(String sentence, List<String> found) {
    super(sentence);
    this.isAmbiguous = !found.isEmpty();
  }

  /** Whether there is more than one, and not none. */
  public boolean isAmbiguous() {
    return isAmbiguous;
  }
}
