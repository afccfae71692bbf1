package dev.azdrill.session;

/** A run ends early, because somebody asked for it. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StopRequest request;

  Stopped(StopRequest request, String by) {
    super("stopped by " + by);
    this.request = request;
  }

  /**
   * Does what must come to its end, an undo or a teardown: a stop that is told meanwhile is told
   * again to the next who waits.
   *
   * @param act may be begun again when it was done in part
   */
  public static void despite(Runnable act) {
    try {
      act.run();
    } catch (Stopped meanwhile) {
      act.run();
      meanwhile.request.tellAgain();
    }
  }
}
