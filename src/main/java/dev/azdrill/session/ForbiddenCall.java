package dev.azdrill.session;

/** A call that the running work did not declare. It was not sent. */
public final class ForbiddenCall extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForbiddenCall(String message) {
    super(message);
  }
}
