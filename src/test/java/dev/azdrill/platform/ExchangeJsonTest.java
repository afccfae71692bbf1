package dev.azdrill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeJsonTest {
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00.123Z");

  private static Exchange failed(Outcome outcome, Cause cause) {
    return new Exchange(
        AT,
        Duration.ofMillis(1500),
        Optional.empty(),
        outcome,
        Optional.of(cause),
        Optional.empty(),
        Optional.empty());
  }

  static Stream<Exchange> exchanges() {
    Stream<Exchange> others =
        Stream.of(
            new Exchange(
                AT,
                Duration.ZERO,
                Optional.of("w-1"),
                new Outcome.Answered(200),
                Optional.empty(),
                Optional.of("eu-west-2a"),
                Optional.of("i-0123456789abcdef0")),
            failed(
                new Outcome.FixedResponse(200),
                new Cause.Missing(Cause.Component.LOAD_BALANCER, "none.example")),
            failed(
                new Outcome.Answered(503),
                new Cause.Missing(Cause.Component.LOAD_BALANCER, "none.example")));
    Stream<Exchange> unreachable =
        Stream.of(Cause.Obstacle.values())
            .map(
                each ->
                    failed(
                        Outcome.Unanswered.TIMEOUT,
                        new Cause.Unreachable(Cause.Component.APPLICATION, "i-1", each)));
    Stream<Exchange> unavailable =
        Stream.of(Cause.Trouble.values())
            .map(
                each ->
                    failed(
                        new Outcome.Answered(500),
                        new Cause.Unavailable(Cause.Component.DATABASE, "orders", each)));
    Stream<Exchange> unanswered =
        Stream.of(Outcome.Unanswered.values())
            .map(
                each ->
                    failed(each, new Cause.Missing(Cause.Component.OUTSIDE_SERVICE, "pay:443")));
    return Stream.of(others, unreachable, unavailable, unanswered).flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void what_is_written_is_read_as_the_same(Exchange exchange) throws JsonProcessingException {
    String written = ExchangeJson.write(exchange).toString();

    assertThat(ExchangeJson.read(new ObjectMapper().readTree(written))).isEqualTo(exchange);
  }

  @Test
  void what_is_none_is_refused() {
    assertThatThrownBy(() -> ExchangeJson.read(new ObjectMapper().readTree("{\"at\": \"now\"}")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("expected what a client saw, saw {\"at\":\"now\"}");
  }
}
