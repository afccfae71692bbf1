package dev.azdrill.simulator.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, and gives each connection a thread for as long as it is open: {@link OpenConnections}
 * bounds their number, and {@link Patience} how long a client may keep one.
 *
 * <p>An {@link Error} in one of its threads reaches the uncaught exception handler.
 */
final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int BACKLOG = 512;
  private static final long ACCEPT_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ServerSocket listening;
  private final InetSocketAddress address;
  private final ServerNames names;
  private final HttpHandler handler;
  private final ConnectionLimits limits;
  private final OpenConnections open;
  private final ExecutorService threads = Executors.newCachedThreadPool(named("azdrill-http-"));
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Counted down when no thread accepts any more: before that, the port is not free. */
  private final CountDownLatch accepted = new CountDownLatch(1);

  private HttpListener(
      ServerSocket listening, ServerNames names, HttpHandler handler, ConnectionLimits limits) {
    this.listening = listening;
    this.address = (InetSocketAddress) listening.getLocalSocketAddress();
    this.names = names;
    this.handler = handler;
    this.limits = limits;
    this.open = new OpenConnections(limits.connections());
  }

  /**
   * Begins to listen.
   *
   * @throws IOException when the address is taken
   */
  static HttpListener open(
      InetSocketAddress address, ServerNames names, HttpHandler handler, ConnectionLimits limits)
      throws IOException {
    ServerSocket listening = new ServerSocket();
    try {
      listening.bind(address, BACKLOG);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    HttpListener listener = new HttpListener(listening, names, handler, limits);
    listener.threads.execute(listener::accept);
    listener.threads.execute(listener::watch);
    return listener;
  }

  private static ThreadFactory named(String prefix) {
    AtomicLong count = new AtomicLong();
    return work -> {
      Thread thread = new Thread(work, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return address;
  }

  private void accept() {
    try {
      acceptUntilClosed();
    } finally {
      accepted.countDown();
    }
  }

  private void acceptUntilClosed() {
    while (!listening.isClosed()) {
      try {
        begin(listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.warn("a connection could not be accepted", e);
          // The process may have no file to spare: until another closes.
          LockSupport.parkNanos(ACCEPT_AGAIN_NANOS);
        }
      }
    }
  }

  private void watch() {
    try {
      while (!closed.await(limits.check().toMillis(), TimeUnit.MILLISECONDS)) {
        open.hangUpLate();
      }
    } catch (InterruptedException e) {
      LOG.trace("closed");
    }
  }

  private void begin(Socket socket) throws IOException {
    ClientConnection connection;
    try {
      // Without this, small writes wait 40 ms for the client's delayed acknowledgement.
      socket.setTcpNoDelay(true);
      connection = new ClientConnection(socket, new Patience(limits, System::nanoTime));
    } catch (IOException gone) {
      socket.close();
      return;
    }
    if (!open.admit(connection)) {
      LOG.warn("{} requests are answered at a time: another client is sent away", open.size());
      connection.hangUp();
      return;
    }
    Conversation conversation = new Conversation(connection, names, handler);
    try {
      threads.execute(
          () -> {
            try {
              conversation.run();
            } finally {
              open.remove(connection);
            }
          });
    } catch (RejectedExecutionException closing) {
      // Accepted in the very moment in which the port is closed.
      connection.hangUp();
      open.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      LOG.debug("the port was not closed in order", e);
    }
    closed.countDown();
    threads.shutdownNow();
    open.close();
    try {
      accepted.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
