package dev.azdrill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port on which nobody listens, and on which nobody else can begin to listen until it is closed:
 * one that was merely free a moment ago may be taken by now.
 */
public final class ClosedPort implements AutoCloseable {
  private final Socket bound = new Socket();

  /** Any free one. */
  public ClosedPort() {
    this(0);
  }

  /** The one on which somebody has just ceased to listen. */
  public ClosedPort(int port) {
    try {
      bound.setReuseAddress(true);
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + bound.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
