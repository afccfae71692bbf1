package dev.azdrill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "90s, PT90S",
    "90 seconds, PT90S",
    "1 second, PT1S",
    "90 sec, PT90S",
    "2m, PT2M",
    "2min, PT2M",
    "2 minutes, PT2M",
    "1 minute, PT1M",
    "1h, PT1H",
    "3 hours, PT3H",
    "PT1H30M, PT90M",
    "PT0.5S, PT0.5S",
    "PT90S, PT90S",
    "PT0S, PT0S",
    "999999h, PT999999H"
  })
  void reads_what_people_write(String text, Duration expected) {
    assertThat(DurationText.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "90",
        "s",
        "-1s",
        "+1s",
        "1.5s",
        "010s",
        "1000000s",
        "90  s",
        " 90s",
        "90s ",
        "90S",
        "1d",
        "1w",
        "PT",
        "P1D",
        "PT-5S",
        "-PT5S",
        "PT5",
        "PT1M1H",
        "PT1.S",
        "pt5s",
        "PT1000000S",
        "1e3s",
        "\u0661s",
        "soon"
      })
  void refuses_everything_else(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Property
  void reads_what_it_writes(
      @ForAll @LongRange(min = 0, max = 3_600_000_000L) long seconds,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    for (Duration each :
        new Duration[] {Duration.ofSeconds(seconds), Duration.ofSeconds(seconds, nanos)}) {
      assertThat(DurationText.parse(DurationText.of(each))).contains(each);
    }
  }

  @Test
  void writes_the_longest_that_it_reads() {
    Duration longest = DurationText.parse("PT999999H999999M999999.999999999S").orElseThrow();

    assertThat(DurationText.parse(DurationText.of(longest))).contains(longest);
    assertThatThrownBy(() -> DurationText.of(longest.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DurationText.of(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
