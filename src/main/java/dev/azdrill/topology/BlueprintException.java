package dev.azdrill.topology;

import dev.azdrill.yaml.DocumentException;

/**
 * A blueprint that cannot be used: one sentence, on one line and safe to print, that says where,
 * what was expected, what was seen and what to do.
 */
public final class BlueprintException extends DocumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path the entry, as its keys with dots: {@code group.size.min}; empty for the whole
   * @param expected what should be there
   * @param seen what is there
   * @param advice what to do, as an order
   */
  public BlueprintException(String path, String expected, String seen, String advice) {
    super(path, expected, seen, advice);
  }

  private BlueprintException(DocumentException same) {
    super(same);
  }

  /** The complaint about a document as one about the blueprint in it. */
  static BlueprintException of(DocumentException complaint) {
    return complaint instanceof BlueprintException mine ? mine : new BlueprintException(complaint);
  }
}
