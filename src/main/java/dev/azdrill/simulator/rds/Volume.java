package dev.azdrill.simulator.rds;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The storage of one host of a DB instance: the records that are durable on it. It outlives a loss
 * of power; it may be lost itself.
 */
final class Volume {
  private final Map<String, Instant> written = new LinkedHashMap<>();
  private boolean isLost;

  /** A volume with the same records. */
  Volume copy() {
    Volume copy = new Volume();
    copy.written.putAll(written);
    return copy;
  }

  /** A volume with what was written until then, that instant included. */
  Volume copyUntil(Instant end) {
    Volume copy = copy();
    copy.written.values().removeIf(at -> at.isAfter(end));
    return copy;
  }

  void write(String id, Instant at) {
    written.put(id, at);
  }

  /** Those of these records that it has. */
  Set<String> read(Collection<String> ids) {
    Set<String> found = new LinkedHashSet<>(ids);
    found.retainAll(written.keySet());
    return found;
  }

  /** It fails: nothing can be read from it or written to it any more. */
  void lose() {
    isLost = true;
  }

  boolean isLost() {
    return isLost;
  }
}
