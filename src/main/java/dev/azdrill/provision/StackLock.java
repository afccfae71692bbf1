package dev.azdrill.provision;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who works on a stack, and until when nobody else may: the value of a tag of its VPC.
 *
 * @param run the id of the run
 * @param until when its lease is over, UTC, on the wall clock: it is about processes, not about the
 *     time of a platform; to the second
 * @param host the machine, as {@link LockOwner} names it
 * @param pid the process there
 */
public record StackLock(String run, Instant until, String host, long pid) {
  /** The tag of a VPC whose stack is locked. */
  static final String KEY = "azdrill:lock";

  /**
   * With a run's id behind it: the tag of a VPC that a run would lock, until it has seen that no
   * other run would, too.
   */
  static final String CLAIM = "azdrill:claim:";

  /** How long a lock holds without being renewed. */
  static final Duration LEASE = Duration.ofMinutes(10);

  private static final Pattern VALUE =
      Pattern.compile("run=([a-z0-9-]{1,40}) until=(\\S{1,40}) host=(\\S{1,64}) pid=(\\d{1,18})");

  public StackLock {
    until = until.truncatedTo(ChronoUnit.SECONDS);
  }

  /** As the value of a tag: AWS takes letters, digits, spaces and a few signs. */
  String value() {
    return "run=" + run + " until=" + until + " host=" + host + " pid=" + pid;
  }

  /** Reads the value of a tag; empty when it says something else. */
  static Optional<StackLock> read(String value) {
    Matcher parts = VALUE.matcher(value);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StackLock(
              parts.group(1),
              Instant.parse(parts.group(2)),
              parts.group(3),
              Long.parseLong(parts.group(4))));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** The holder: {@code run x7k2p1 (process 4711 on build-7)}. */
  public String holder() {
    return "run " + run + " (process " + pid + " on " + host + ")";
  }
}
