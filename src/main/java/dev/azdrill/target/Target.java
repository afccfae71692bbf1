package dev.azdrill.target;

import dev.azdrill.session.AwsSession;

/** Where a drill runs. Closing it gives back what it holds; it tears no stack down. */
public interface Target extends AutoCloseable {
  /** {@code simulator}, {@code localstack}, {@code endpoint} or {@code aws}. */
  String name();

  /** Who answers and in which version, for the evidence: {@code azdrill simulator 0.1.0}. */
  String answeredBy();

  /** The way to its AWS API and its clock. */
  AwsSession session();

  /** What AWS offers no API to break. */
  FaultPort faults();

  /** Clients of the application. */
  TrafficPort traffic();

  @Override
  void close();
}
