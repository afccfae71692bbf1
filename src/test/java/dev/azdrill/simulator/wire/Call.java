package dev.azdrill.simulator.wire;

/**
 * A call in the history of one resource. It took effect at one moment between the two stamps.
 *
 * @param asked the stamp that was drawn before it was sent
 * @param answered the stamp that was drawn after its answer had come
 * @param action what was asked for
 * @param value what it wrote, or what it read; empty text where there is none
 * @param isAccepted whether it was carried out
 */
record Call(long asked, long answered, Action action, String value, boolean isAccepted) {
  /** What can be asked of the resource. */
  enum Action {
    /** Refused where it stands already. */
    CREATE,
    /** Refused where it does not stand. */
    WRITE,
    /** Refused where it does not stand. */
    READ,
    /** Refused where it does not stand. */
    DELETE
  }
}
