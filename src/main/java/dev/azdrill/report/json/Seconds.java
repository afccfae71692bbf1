package dev.azdrill.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.report.text.Format;
import java.time.Duration;
import java.util.Optional;

/** Durations, for people who read JSON and for tools that compute. */
final class Seconds {
  private Seconds() {}

  /** Puts a duration as ISO 8601, and as a number of seconds under the same name with a suffix. */
  static void put(ObjectNode node, String name, Optional<Duration> duration) {
    node.put(name, duration.map(Duration::toString).orElse(null));
    node.put(name + "Seconds", duration.map(Format::exactSeconds).orElse(null));
  }
}
