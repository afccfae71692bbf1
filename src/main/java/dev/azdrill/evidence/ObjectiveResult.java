package dev.azdrill.evidence;

/**
 * An objective of the user, and what was measured.
 *
 * @param kind which objective
 * @param wanted what was asked for, for people: {@code at least 99.9 %}
 * @param measured what was measured, for people: {@code 92.438 %}
 * @param met whether it was met
 * @param strength who measured it
 */
public record ObjectiveResult(
    Kind kind, String wanted, String measured, boolean met, Strength strength) {
  /** The objectives that can be set. */
  public enum Kind {
    /** Clients are served without errors again within this time after the fault. */
    RECOVERY_TIME("recovery time (RTO)"),
    /** At most so many requests fail. */
    FAILED_REQUESTS("failed requests"),
    /** At least so many percent of the requests succeed. */
    AVAILABILITY("availability"),
    /** No outage is longer than this. */
    LONGEST_OUTAGE("longest outage"),
    /** Every write that the application acknowledged is there afterwards (RPO 0). */
    ACKNOWLEDGED_WRITES("acknowledged writes");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As reports say it. */
    public String words() {
      return words;
    }
  }
}
