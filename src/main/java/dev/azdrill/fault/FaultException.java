package dev.azdrill.fault;

/**
 * A fault that could not be injected, or not be undone: what was wanted, what was found, what to
 * do.
 */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isOfInstances;

  public FaultException(String message) {
    super(message);
    isOfInstances = false;
  }

  public FaultException(String message, Throwable cause) {
    super(message, cause);
    isOfInstances = false;
  }

  private FaultException(String message, boolean isOfInstances) {
    super(message);
    this.isOfInstances = isOfInstances;
  }

  /** One for want of instances, of which there may be enough at another time. */
  static FaultException ofInstances(String message) {
    return new FaultException(message, true);
  }

  /** Whether there are too few instances, now: everything else is as the architecture is. */
  public boolean isOfInstances() {
    return isOfInstances;
  }
}
