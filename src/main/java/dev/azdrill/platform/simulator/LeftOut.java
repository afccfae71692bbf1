package dev.azdrill.platform.simulator;

/**
 * Something of a stack that is not in its twin.
 *
 * @param kind what it is, as {@code Kind.name()} says
 * @param id what it is called
 * @param reason why, a sentence without a full stop
 */
public record LeftOut(String kind, String id, String reason) {
  /** For people, without a full stop. */
  public String words() {
    return id + " (" + kind + ") is not in the twin: " + reason;
  }
}
