package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.session.WallClock;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** The time of a region in another process, which may stop to answer. */
class ServedTimeTest {
  private final PausedRegion region = PausedRegion.with(aws -> {});
  private final AtomicBoolean isCut = new AtomicBoolean();
  private final AtomicBoolean isSilent = new AtomicBoolean();

  @AfterEach
  void close() {
    region.close();
  }

  private ServedTime running() {
    region.control("POST", "time", "{\"paused\": false}");
    ServedControl control = new ServedControl(URI.create(region.url()), new Cut());
    WallClock wall = new WallClock(Clock.systemUTC(), Duration.ofMillis(1));
    return new ServedTime(control, wall, Duration.ofMillis(1), isSilent::get);
  }

  @Test
  void where_nobody_answers_any_more_it_is_as_it_was_told_last() {
    ServedTime time = running();
    Instant last = time.now();
    isCut.set(true);
    isSilent.set(true);

    assertThat(time.now()).isEqualTo(last);
    assertThatThrownBy(() -> time.awaitChange(Duration.ofSeconds(1)))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void where_one_call_alone_fails_it_is_not_known() {
    ServedTime time = running();
    isCut.set(true);

    assertThatThrownBy(time::now).isInstanceOf(PlatformException.class);
  }

  /** A way that can be cut. */
  private final class Cut implements SdkHttpClient {
    private final SdkHttpClient whole = ApacheHttpClient.create();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest call = whole.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          if (isCut.get()) {
            throw new IOException("the way is cut");
          }
          return call.call();
        }

        @Override
        public void abort() {
          call.abort();
        }
      };
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
