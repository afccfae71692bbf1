package dev.azdrill.guarantee;

/**
 * A control that a claim answers, wholly or in part.
 *
 * @param id as the framework numbers it
 */
public record Control(Framework framework, String id) {
  /** {@code NIST SP 800-53 Rev. 5: SC-7}. */
  @Override
  public String toString() {
    return framework.title() + " " + framework.version() + ": " + id;
  }
}
