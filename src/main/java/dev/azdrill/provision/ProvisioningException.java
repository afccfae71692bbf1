package dev.azdrill.provision;

/** A stack that could not be provisioned or torn down: one sentence that says why. */
public final class ProvisioningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProvisioningException(String message) {
    super(message);
  }

  ProvisioningException(String message, Throwable cause) {
    super(message, cause);
  }
}
