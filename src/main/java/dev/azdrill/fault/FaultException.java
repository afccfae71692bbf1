package dev.azdrill.fault;

/**
 * A fault that could not be injected, or not be undone: what was wanted, what was found, what to
 * do.
 */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FaultException(String message) {
    super(message);
  }

  public FaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
