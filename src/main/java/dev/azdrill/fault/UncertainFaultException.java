package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.text.Trouble;

/** A fault of which nobody knows whether it holds, and that nothing can take back. */
public final class UncertainFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UncertainFaultException(FaultRef ref, RuntimeException cause) {
    super(
        ref.fault()
            + " on "
            + ref.subject()
            + " may have been imposed and is not undone: look at the platform; "
            + Trouble.of(cause),
        cause);
  }
}
