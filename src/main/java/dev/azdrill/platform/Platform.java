package dev.azdrill.platform;

import dev.azdrill.session.AwsSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a drill runs. Closing it gives back what it holds; it tears no stack down. */
public interface Platform extends AutoCloseable {
  /** {@code simulator}, {@code twin}, {@code localstack} or {@code endpoint}. */
  String name();

  /** Who answers and in which version, for the evidence: {@code azdrill simulator 0.1.0}. */
  String answeredBy();

  /** What it can do, found out when it was opened. */
  Capabilities capabilities();

  /**
   * How much later than it came true something may be seen here, in the platform's time: zero in
   * virtual time. A recovery time that is measured here may be too long by this much.
   */
  default Duration resolution() {
    return Duration.ZERO;
  }

  /**
   * How much later than it happened simulated clients may meet something: at once where those who
   * answer them are the region that is drilled.
   */
  default Duration clientResolution() {
    return resolution();
  }

  /**
   * How much later than it happened a scaling activity or an event may be stamped here: zero where
   * whoever does the work stamps it. A stamp may be better than a look: see {@link #resolution}.
   */
  default Duration stampResolution() {
    return Duration.ZERO;
  }

  /** Whether the clock shows virtual time that nobody waits for on a wall clock. */
  default boolean isVirtualTime() {
    return false;
  }

  /**
   * Why the platform no longer answers, in a sentence; empty while it does. What a drill sees
   * afterwards proves nothing.
   */
  default Optional<String> lost() {
    return Optional.empty();
  }

  /**
   * What the implementation logged last, line by line, for the evidence; none where it cannot tell.
   */
  default List<String> log() {
    return List.of();
  }

  /** The way to its AWS API and its clock. */
  AwsSession session();

  /** What AWS offers no API to break. */
  ImpairmentPort impairments();

  /** Clients of the application. */
  TrafficPort traffic();

  @Override
  void close();
}
