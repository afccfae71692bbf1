package dev.azdrill.simulator.wire;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The connections that are open, up to a number. Where there is no room for another, that client is
 * hung up on that is waited for the longest; nobody is whose request is being answered.
 *
 * <p>Safe for use by several threads.
 */
final class OpenConnections {
  private final int limit;
  private final Set<ClientConnection> connections = new LinkedHashSet<>();
  private boolean isClosed;

  OpenConnections(int limit) {
    this.limit = limit;
  }

  /** Adds one; false when there is no room. */
  synchronized boolean admit(ClientConnection connection) {
    if (isClosed) {
      return false;
    }
    if (connections.size() >= limit) {
      Optional<ClientConnection> longest = longestWaited();
      if (longest.isEmpty()) {
        return false;
      }
      longest.get().hangUp();
      connections.remove(longest.get());
    }
    return connections.add(connection);
  }

  private Optional<ClientConnection> longestWaited() {
    long now = System.nanoTime();
    long longest = -1;
    Optional<ClientConnection> found = Optional.empty();
    for (ClientConnection each : connections) {
      OptionalLong since = each.patience().waitingSince();
      // Differences, for the clock may turn over.
      if (since.isPresent() && now - since.getAsLong() > longest) {
        longest = now - since.getAsLong();
        found = Optional.of(each);
      }
    }
    return found;
  }

  synchronized void remove(ClientConnection connection) {
    connections.remove(connection);
  }

  synchronized int size() {
    return connections.size();
  }

  /** Hangs up on all who have kept their connection waiting for too long. */
  synchronized void hangUpLate() {
    for (ClientConnection each : connections) {
      if (each.patience().isExhausted()) {
        each.hangUp();
      }
    }
  }

  /** Hangs up on all; nobody is admitted any more. */
  synchronized void close() {
    isClosed = true;
    connections.forEach(ClientConnection::hangUp);
    connections.clear();
  }
}
