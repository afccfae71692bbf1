package dev.azdrill.fault;

/** A provider of faults on the class path cannot be used: nothing was done. */
public final class FaultProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultProviderException(String message) {
    super(message);
  }
}
