package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.SilentEndpoint;
import dev.azdrill.session.WallClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

class EndpointSilenceTest {
  private static final String WHY = "nobody answers there";

  private Optional<String> answer = Optional.of(WHY);
  private long nanos;
  private int asked;
  private boolean keepsOthers;
  private final List<Planned> plan = new ArrayList<>();

  private final EndpointSilence silence =
      new EndpointSilence(
          () -> {
            asked++;
            keepsOthers = Thread.holdsLock(this.silence);
            return answer;
          },
          () -> nanos,
          this::later);

  private Runnable later(Duration wait, Runnable act) {
    Planned planned = new Planned(nanos + wait.toNanos(), act);
    plan.add(planned);
    return () -> plan.remove(planned);
  }

  private record Planned(long at, Runnable act) {}

  private void pass(Duration duration) {
    nanos += duration.toNanos();
    List<Planned> due = plan.stream().filter(each -> each.at() <= nanos).toList();
    plan.removeAll(due);
    due.forEach(each -> each.act().run());
  }

  private void assertSilent(ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessageContaining(WHY)
        .isInstanceOfSatisfying(
            SdkException.class, e -> assertThat(SilentEndpoint.isBehind(e)).isTrue());
  }

  @Test
  void one_broken_connection_is_no_silence() {
    assertThatCode(() -> silence.failed(new IOException("reset"))).doesNotThrowAnyException();
    assertThatCode(silence::requireAnswering).doesNotThrowAnyException();
    assertThat(asked).isZero();
  }

  @Test
  void whoever_answers_no_call_in_time_and_gives_no_sign_of_life_is_silent() {
    assertSilent(() -> silence.failed(new SocketTimeoutException("20 s")));
    assertSilent(silence::requireAnswering);
    assertThat(asked).as("not again at every call").isEqualTo(1);
  }

  @Test
  void whoever_is_slow_and_gives_a_sign_of_life_is_not_silent() {
    answer = Optional.empty();

    assertThatCode(() -> silence.failed(new SocketTimeoutException("20 s")))
        .doesNotThrowAnyException();
    assertThatCode(silence::requireAnswering).doesNotThrowAnyException();
    assertThat(silence.now()).isEmpty();
  }

  @Test
  void whoever_lets_a_call_wait_and_gives_no_sign_of_life_is_silent_before_the_call_gives_up() {
    Runnable noLonger = silence.waiting(() -> {});
    Runnable another = silence.waiting(() -> {});
    pass(EndpointSilence.WAITING_MAX.minusNanos(1));
    assertThat(asked).isZero();

    pass(Duration.ofNanos(1));

    assertSilent(silence::requireAnswering);
    assertThat(asked).as("once for all that wait").isEqualTo(1);
    assertThat(keepsOthers).as("who may be answered is not kept by the question").isFalse();
    noLonger.run();
    another.run();
  }

  @Test
  void whoever_lets_a_call_wait_and_gives_a_sign_of_life_is_slow() {
    answer = Optional.empty();
    silence.waiting(() -> {});
    pass(EndpointSilence.WAITING_MAX);

    assertThat(asked).isEqualTo(1);
    assertThatCode(silence::requireAnswering).doesNotThrowAnyException();
  }

  @Test
  void calls_that_wait_end_when_the_endpoint_turns_out_to_be_silent_and_the_others_go_on() {
    List<String> ended = new ArrayList<>();
    silence.waiting(() -> ended.add("long"));
    pass(EndpointSilence.WAITING_MAX.minusSeconds(1));
    silence.waiting(() -> ended.add("short"));
    silence.waiting(() -> ended.add("answered")).run();

    pass(Duration.ofSeconds(1));
    assertThat(ended).containsExactly("long", "short");
    assertSilent(() -> silence.failed(new IOException("aborted")));
    assertThat(asked).as("nobody asks again because of that").isEqualTo(1);

    answer = Optional.empty();
    pass(EndpointSilence.ASKED_AGAIN);
    silence.waiting(() -> ended.add("at one that lives"));
    pass(EndpointSilence.WAITING_MAX);
    assertThat(ended).containsExactly("long", "short");
  }

  @Test
  void a_call_that_waits_ends_also_where_another_one_found_out_that_nobody_answers() {
    List<String> ended = new ArrayList<>();
    silence.waiting(() -> ended.add("long"));
    pass(EndpointSilence.WAITING_MAX.minusSeconds(1));
    assertSilent(() -> silence.failed(new SocketTimeoutException("20 s")));

    pass(Duration.ofSeconds(1));

    assertThat(ended).containsExactly("long");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void a_call_that_was_answered_in_time_asks_nothing() {
    silence.waiting(() -> {}).run();
    pass(EndpointSilence.WAITING_MAX);

    assertThat(asked).isZero();
  }

  @Test
  void connections_that_are_refused_for_long_are_silence() throws IOException {
    silence.failed(new ConnectException("refused"));
    pass(EndpointSilence.FAILING_MAX.minusNanos(1));
    silence.failed(new ConnectException("refused"));
    assertThat(asked).isZero();

    pass(Duration.ofNanos(1));

    assertSilent(() -> silence.failed(new ConnectException("refused")));
  }

  @Test
  void an_answer_in_between_begins_the_patience_anew() throws IOException {
    silence.failed(new ConnectException("refused"));
    silence.answered();
    pass(EndpointSilence.FAILING_MAX);

    assertThatCode(() -> silence.failed(new ConnectException("refused")))
        .doesNotThrowAnyException();
  }

  @Test
  void an_answer_to_an_older_call_does_not_end_a_silence() {
    assertSilent(() -> silence.failed(new SocketTimeoutException("20 s")));

    silence.answered();

    assertSilent(silence::requireAnswering);
  }

  /** The SDK interrupts a call whose time is over, although the endpoint may be well. */
  @Test
  void a_caller_that_gave_up_says_nothing_of_the_endpoint() {
    Thread.currentThread().interrupt();
    try {
      assertThatCode(() -> silence.failed(new SocketTimeoutException("aborted")))
          .doesNotThrowAnyException();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(asked).isZero();
  }

  @Test
  void a_silent_one_is_asked_again_after_a_while_and_believed() {
    assertSilent(() -> silence.failed(new SocketTimeoutException("20 s")));
    answer = Optional.empty();
    assertSilent(silence::requireAnswering);

    pass(EndpointSilence.ASKED_AGAIN);

    assertThatCode(silence::requireAnswering).doesNotThrowAnyException();
    assertThat(silence.now()).isEmpty();
  }

  @Test
  void the_sdk_sends_nothing_to_a_silent_endpoint_and_does_not_retry() {
    Hanging hanging = new Hanging();
    try (AwsSession session =
        AwsSession.builder(
                "eu-west-2",
                new HttpToEndpoint(hanging, silence),
                new WallClock(Clock.systemUTC(), Duration.ofSeconds(1)))
            .credentials(AnonymousCredentialsProvider.create())
            .build()) {
      assertSilent(() -> session.ec2().describeVpcs());
      session.permitting(
          PermittedCalls.of("a test", "ec2:CreateVpc"),
          () -> assertSilent(() -> session.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16"))));
      assertSilent(() -> session.rds().describeDBInstances());
    }
    assertThat(hanging.sent).isEqualTo(1);
  }

  /** Takes every call, and is never heard of again. */
  private static final class Hanging implements SdkHttpClient {
    private int sent;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          sent++;
          throw new SocketTimeoutException("Read timed out");
        }

        @Override
        public void abort() {
          // Nothing is going on.
        }
      };
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
