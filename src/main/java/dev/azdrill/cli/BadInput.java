package dev.azdrill.cli;

/** Something that was given cannot be used: one sentence with what to do, exit code 2. */
final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInput(String sentence) {
    super(sentence);
  }
}
