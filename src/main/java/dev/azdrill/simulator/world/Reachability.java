package dev.azdrill.simulator.world;

import java.time.Duration;

/**
 * Port: what becomes of a request that is sent from one network interface to an address. Answered
 * by the data plane.
 */
public interface Reachability {
  /**
   * Sends an HTTP request in thought; takes no virtual time.
   *
   * @param networkInterfaceId the sender's
   * @param address the receiver's private IPv4 address
   * @param port the receiver's TCP port
   * @param path such as {@code /health}
   */
  Answer probe(String networkInterfaceId, String address, int port, String path);

  /**
   * Opens a TCP connection in thought, and closes it; takes no virtual time.
   *
   * @param networkInterfaceId the sender's
   * @param address the receiver's private IPv4 address
   * @param port the receiver's
   * @return anything but a reply
   */
  Answer connect(String networkInterfaceId, String address, int port);

  /** What came back. */
  sealed interface Answer {
    /**
     * An HTTP reply.
     *
     * @param took until it came; whoever asked may have given up before
     */
    record Replied(int status, Duration took) implements Answer {}

    /**
     * The connection was taken, and nothing asked by it.
     *
     * @param took until it was
     */
    record Accepted(Duration took) implements Answer {}

    /** The connection was refused: somebody is there, nobody listens. */
    record Refused() implements Answer {}

    /** Nothing came back: the packet or its answer was dropped, or the application is hung. */
    record TimedOut() implements Answer {}
  }
}
