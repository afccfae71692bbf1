package dev.azdrill.simulator.wire;

import java.time.Duration;

/**
 * How many connections the server holds, and how long a client may keep one waiting.
 *
 * @param connections that are open at a time
 * @param idle between two requests, and before the first
 * @param request in all while one request is read, and a second more for each {@code
 *     BYTES_PER_SECOND} that were read
 * @param reply until the client takes the next piece of a reply; long, for a client may work
 *     through a large object while it reads it
 * @param check how often it is looked who is late
 */
record ConnectionLimits(
    int connections, Duration idle, Duration request, Duration reply, Duration check) {
  /** Slower than this for longer than {@code request}, a client is given up. */
  static final int BYTES_PER_SECOND = 1024;

  /** Idle connections outlast those of the AWS SDKs, which drop theirs after a minute. */
  static ConnectionLimits typical() {
    return new ConnectionLimits(
        256,
        Duration.ofSeconds(75),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMillis(500));
  }
}
