package dev.azdrill.simulator.dataplane;

import java.time.Duration;

/** What an application does with a request that reaches it, by how busy it is. */
sealed interface RequestAdmission {
  /** It answers after this time. */
  record Served(Duration after) implements RequestAdmission {}

  /** It has no time for it. */
  enum Shed implements RequestAdmission {
    /** It answers 503 at once: its queue is full. */
    TURNED_AWAY,
    /** It does not even take the connection: there is no end to those that it turns away. */
    NOT_ACCEPTED
  }
}
