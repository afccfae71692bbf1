package dev.azdrill.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void durations_read_as_people_say_them() {
    assertThat(Format.duration(Duration.ofMillis(58_250))).isEqualTo("58.25 s");
    assertThat(Format.duration(Duration.ofSeconds(119))).isEqualTo("119 s");
    assertThat(Format.duration(Duration.ofMinutes(2))).isEqualTo("2 min");
    assertThat(Format.duration(Duration.ofSeconds(390))).isEqualTo("6 min 30 s");
    assertThat(Format.duration(Duration.ofHours(1))).isEqualTo("1 h");
    assertThat(Format.duration(Duration.ofSeconds(3905))).isEqualTo("1 h 5 min 5 s");
  }

  @Test
  void seconds_before_the_fault_have_a_real_minus() {
    assertThat(Format.offset(Duration.ofMinutes(-22))).isEqualTo("\u22121,320");
    assertThat(Format.offset(Duration.ofMillis(-500))).isEqualTo("\u22120.5");
    assertThat(Format.offset(Duration.ZERO)).isEqualTo("+0");
  }

  @Test
  void nothing_is_a_hundred_percent_that_is_not() {
    assertThat(Format.shareWithout(1, 1_000_000)).isEqualTo("99.99 %");
    assertThat(Format.shareWithout(0, 7)).isEqualTo("100 %");
    assertThat(Format.shareWithout(7, 7)).isEqualTo("0 %");
  }

  @Test
  void numbers_have_no_more_decimals_than_anybody_reads() {
    assertThat(Format.number(1200.5)).isEqualTo("1,200.5");
    assertThat(Format.number(-0.12345)).isEqualTo("\u22120.123");
    assertThat(Format.number(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void clocks_show_milliseconds_only_where_there_are_any() {
    assertThat(Format.clock(Instant.parse("2026-11-23T10:04:12Z"))).isEqualTo("10:04:12");
    assertThat(Format.clock(Instant.parse("2026-11-23T10:04:12.25Z"))).isEqualTo("10:04:12.250");
    assertThat(Format.moment(Instant.parse("2026-11-23T00:00:00Z")))
        .isEqualTo("2026-11-23 00:00:00 UTC");
  }
}
