package dev.azdrill.platform;

import java.util.List;

/** Something that azdrill made on a platform could not be removed again: remove it by hand. */
public final class LeftBehindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the platform, for people
   * @param left what is left, each with the reason
   */
  public LeftBehindException(String where, List<String> left) {
    super(
        "expected to remove everything that was made on "
            + where
            + ", left behind: "
            + String.join("; ", left)
            + ": remove it by hand");
  }
}
