package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time passes only where a test lets it pass: while a byte is waited for. */
class PatienceTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Patience patience =
      new Patience(
          new ConnectionLimits(
              1,
              Duration.ofSeconds(60),
              Duration.ofSeconds(10),
              Duration.ofSeconds(90),
              Duration.ofSeconds(1)),
          now::get);

  /** A client that takes so long for each piece; it looks meanwhile whether it is late. */
  private final class Slow extends InputStream {
    private final Duration pause;
    private final int piece;
    private boolean wasLate;

    Slow(Duration pause, int piece) {
      this.pause = pause;
      this.piece = piece;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      now.addAndGet(pause.toNanos());
      wasLate |= patience.isExhausted();
      return Math.min(piece, length);
    }
  }

  private int readsUntilGivenUp(Slow client) {
    InputStream in = patience.input(client);
    patience.startRequest();
    byte[] buffer = new byte[8192];
    for (int reads = 0; reads < 1000; reads++) {
      try {
        in.read(buffer, 0, buffer.length);
      } catch (InterruptedIOException e) {
        assertThat(e).hasMessage("the client sends too slowly");
        return reads;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void who_sends_one_byte_after_another_is_given_up() {
    Slow client = new Slow(Duration.ofSeconds(3), 1);

    assertThat(readsUntilGivenUp(client)).isEqualTo(5);
    assertThat(client.wasLate).isTrue();
  }

  @Test
  void who_sends_much_may_take_long() {
    Slow client = new Slow(Duration.ofSeconds(3), 4096);

    assertThat(readsUntilGivenUp(client)).isEqualTo(Integer.MAX_VALUE);
    assertThat(client.wasLate).isFalse();
  }

  @Test
  void between_two_requests_longer_is_waited_than_within_one() throws Exception {
    Slow client = new Slow(Duration.ofSeconds(59), 1);
    InputStream in = patience.input(client);
    for (int requests = 0; requests < 10; requests++) {
      patience.startRequest();
      assertThat(in.read()).isNotNegative();
    }
    assertThat(client.wasLate).isFalse();

    assertThat(in.read()).isNotNegative();
    assertThat(client.wasLate).isTrue();
  }

  @Test
  void what_the_server_itself_takes_does_not_count() throws Exception {
    InputStream in = patience.input(new Slow(Duration.ZERO, 1));
    patience.startRequest();
    for (int i = 0; i < 100; i++) {
      in.read();
      now.addAndGet(Duration.ofHours(1).toNanos());
      assertThat(patience.isExhausted()).isFalse();
      assertThat(patience.waitingSince()).isEmpty();
    }
  }

  @Test
  void who_does_not_read_a_reply_is_given_up() throws Exception {
    boolean[] late = new boolean[2];
    OutputStream out =
        patience.output(
            new OutputStream() {
              @Override
              public void write(int one) {
                throw new UnsupportedOperationException();
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                now.addAndGet(Duration.ofSeconds(89).toNanos());
                late[0] |= patience.isExhausted();
                now.addAndGet(Duration.ofSeconds(2).toNanos());
                late[1] |= patience.isExhausted();
              }
            });

    out.write(new byte[200_000]);

    assertThat(late).containsExactly(false, true);
  }

  @Test
  void a_tls_handshake_is_not_waited_for() {
    InputStream in = patience.input(new ByteArrayInputStream(new byte[] {0x16, 3, 1}));
    patience.startRequest();

    assertThatThrownBy(() -> in.read(new byte[10])).hasMessageContaining("TLS");
  }
}
