package dev.azdrill.explain;

/** A question that names nothing that is there, or leaves something open: one sentence. */
public final class UnusableQuestion extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableQuestion(String sentence) {
    super(sentence);
  }
}
