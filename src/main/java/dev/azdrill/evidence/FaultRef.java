package dev.azdrill.evidence;

/**
 * Which fault, on what.
 *
 * @param fault its kind, for people: {@code zone power loss}
 * @param subject what it hits: a zone, an instance, a database, a security group
 */
public record FaultRef(String fault, String subject) {
  /** {@code zone power loss on eu-west-2a}. */
  public String words() {
    return fault + " on " + subject;
  }
}
