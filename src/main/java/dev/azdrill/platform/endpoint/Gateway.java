package dev.azdrill.platform.endpoint;

import dev.azdrill.simulator.Region;

/**
 * One address for a foreign AWS API and the services that azdrill completes there, until it is
 * closed. Closing it leaves the platform open.
 */
public final class Gateway implements AutoCloseable {
  private final Region.Listening listening;

  Gateway(Region.Listening listening) {
    this.listening = listening;
  }

  /** The TCP port that it listens on. */
  public int port() {
    return listening.address().getPort();
  }

  @Override
  public void close() {
    listening.close();
  }
}
