package dev.azdrill.simulator.world;

/**
 * What is asked of the server itself and not of AWS: every request for a path below {@link #PATH}.
 * Called by several threads at a time.
 */
@FunctionalInterface
public interface ControlRequests {
  /** What such a path begins with. */
  String PATH = "/_azdrill/";

  /**
   * Answers one request.
   *
   * @param method such as {@code GET}
   * @param target what follows {@link #PATH}, with its query where it has one
   * @param content as it was sent, at most 64 kB
   */
  Answer answer(String method, String target, byte[] content);

  /**
   * What is answered.
   *
   * @param status of HTTP
   * @param json the content
   */
  record Answer(int status, String json) {}
}
