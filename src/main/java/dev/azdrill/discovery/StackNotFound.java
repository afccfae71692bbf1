package dev.azdrill.discovery;

/** There is no such stack or VPC, or it cannot be told which is meant. */
public final class StackNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StackNotFound(String sentence) {
    super(sentence);
  }
}
