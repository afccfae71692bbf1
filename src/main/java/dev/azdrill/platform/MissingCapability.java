package dev.azdrill.platform;

import org.opentest4j.TestAbortedException;

/**
 * A platform lacks what a scenario needs. The scenario is skipped with this reason, and counted:
 * Cucumber and JUnit both know an aborted test by its type.
 */
public final class MissingCapability extends TestAbortedException {
  private static final long serialVersionUID = 1L;

  public MissingCapability(String message) {
    super(message);
  }
}
