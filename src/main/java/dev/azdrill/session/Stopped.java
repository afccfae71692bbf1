package dev.azdrill.session;

/** A run ends early, because somebody asked for it. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped(String by) {
    super("stopped by " + by);
  }
}
