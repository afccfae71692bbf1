package dev.azdrill.platform.completion;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the view, and remembers why it could not. Safe for use by several threads. */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final Ec2View view;
  private volatile Optional<String> trouble = Optional.empty();

  Reading(Ec2View view) {
    this.view = view;
  }

  /** What became of a reading. */
  enum Outcome {
    DONE,
    OVERTAKEN,
    FAILED
  }

  /** Reads once. */
  Outcome read() {
    try {
      boolean isDone = view.refresh();
      trouble = view.gaps();
      return isDone ? Outcome.DONE : Outcome.OVERTAKEN;
    } catch (RuntimeException e) {
      trouble = Optional.of("the foreign EC2 could not be read: " + e.getMessage());
      LOG.debug("the foreign EC2 could not be read", e);
      return Outcome.FAILED;
    }
  }

  /** Why the last reading failed or was not whole. */
  Optional<String> trouble() {
    return trouble;
  }
}
