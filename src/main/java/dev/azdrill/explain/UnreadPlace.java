package dev.azdrill.explain;

/** A question about a place that may be there: what would tell was not read. One sentence. */
public final class UnreadPlace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadPlace(String sentence) {
    super(sentence);
  }
}
