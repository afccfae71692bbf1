package dev.azdrill.simulator.wire;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one client has kept its connection waiting. Only time that passes in a read or a write
 * counts: what the server itself takes, or an upstream, is not the client's fault.
 *
 * <p>The connection's own thread reads and writes; any other may ask who waits.
 */
final class Patience {
  /** A large reply is written in pieces, each of which is waited for by itself. */
  private static final int PIECE_BYTES = 64 * 1024;

  /** A TLS handshake begins with it, and no HTTP request. */
  private static final int TLS_HANDSHAKE = 0x16;

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Wait(long since, long until) {}

  private final ConnectionLimits limits;
  private final LongSupplier nanos;
  private boolean isReading;
  private long spent;
  private long received;
  private volatile @Nullable Wait wait;

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  Patience(ConnectionLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /** The next byte that is read is the first of a request. */
  void startRequest() {
    isReading = false;
    spent = 0;
    received = 0;
  }

  /** Since when the client is waited for, as the clock says it; empty while it is not. */
  OptionalLong waitingSince() {
    Wait current = wait;
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.since());
  }

  /** Whether the client has kept the connection waiting for too long. */
  boolean isExhausted() {
    Wait current = wait;
    return current != null && nanos.getAsLong() - current.until() > 0;
  }

  InputStream input(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return receive(in, bytes, offset, length);
      }
    };
  }

  OutputStream output(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE_BYTES) {
          send(out, bytes, offset + at, Math.min(PIECE_BYTES, length - at));
        }
      }
    };
  }

  private int receive(InputStream in, byte[] bytes, int offset, int length) throws IOException {
    long begin = nanos.getAsLong();
    long allowed = isReading ? allowed() : limits.idle().toNanos();
    if (allowed < 0) {
      throw new InterruptedIOException("the client sends too slowly");
    }
    wait = new Wait(begin, begin + allowed);
    int read;
    try {
      read = in.read(bytes, offset, length);
    } finally {
      wait = null;
    }
    if (isReading) {
      spent += nanos.getAsLong() - begin;
    } else if (read > 0 && bytes[offset] == TLS_HANDSHAKE) {
      throw new IOException("the client speaks TLS, and this is plain HTTP");
    }
    isReading = true;
    received += Math.max(0, read);
    return read;
  }

  private long allowed() {
    long earned = received / ConnectionLimits.BYTES_PER_SECOND * NANOS;
    return limits.request().toNanos() + earned - spent;
  }

  private void send(OutputStream out, byte[] bytes, int offset, int length) throws IOException {
    long begin = nanos.getAsLong();
    wait = new Wait(begin, begin + limits.reply().toNanos());
    try {
      out.write(bytes, offset, length);
    } finally {
      wait = null;
    }
  }
}
