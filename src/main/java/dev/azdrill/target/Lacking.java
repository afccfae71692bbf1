package dev.azdrill.target;

import org.opentest4j.TestAbortedException;

/**
 * A target lacks what a scenario needs. The scenario is skipped with this reason, and counted:
 * Cucumber and JUnit both know an aborted test by its type.
 */
public final class Lacking extends TestAbortedException {
  private static final long serialVersionUID = 1L;

  Lacking(String message) {
    super(message);
  }
}
