package dev.azdrill.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WallClockTest {
  @Test
  void it_tells_the_time_of_the_clock_that_it_was_given() {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    WallClock clock = new WallClock(Clock.fixed(then, ZoneOffset.UTC), Duration.ofSeconds(5));

    assertThat(clock.now()).isEqualTo(then);
  }
}
