package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: crontab(5). */
class CronTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final long FROM = 1_577_836_800; // 2020
  private static final long TO = 2_524_608_000L; // 2050

  private static Optional<Instant> next(String text, String after, ZoneId zone) {
    return Cron.parse(text).orElseThrow().next(Instant.parse(after), zone);
  }

  private static String list(Set<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Property
  void the_next_time_is_the_first_minute_that_is_in_every_field(
      @ForAll @Size(min = 1, max = 5) Set<@IntRange(max = 59) Integer> minutes,
      @ForAll @Size(min = 1, max = 5) Set<@IntRange(max = 23) Integer> hours,
      @ForAll @Size(min = 1, max = 12) Set<@IntRange(min = 1, max = 12) Integer> months,
      @ForAll @Size(min = 1, max = 7) Set<@IntRange(max = 6) Integer> weekdays,
      @ForAll @LongRange(min = FROM, max = TO) long after) {
    String text = String.join(" ", list(minutes), list(hours), "*", list(months), list(weekdays));

    Instant start = Instant.ofEpochSecond(after);
    Instant next = Cron.parse(text).orElseThrow().next(start, ZoneOffset.UTC).orElseThrow();

    Instant minute = start.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    while (!isIn(minute, minutes, hours, months, weekdays)) {
      minute = minute.plusSeconds(60);
    }
    assertThat(next).as(text).isEqualTo(minute);
  }

  private static boolean isIn(
      Instant time,
      Set<Integer> minutes,
      Set<Integer> hours,
      Set<Integer> months,
      Set<Integer> weekdays) {
    LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return minutes.contains(local.getMinute())
        && hours.contains(local.getHour())
        && months.contains(local.getMonthValue())
        && weekdays.contains(local.getDayOfWeek().getValue() % 7);
  }

  @Property
  void in_any_zone_times_grow_and_a_day_that_is_as_any_other_has_one(
      @ForAll @IntRange(max = 59) int minute,
      @ForAll @IntRange(max = 23) int hour,
      @ForAll @IntRange(max = 400) int zone,
      @ForAll @LongRange(min = FROM, max = TO) long after) {
    Set<String> names = new TreeSet<>(ZoneId.getAvailableZoneIds());
    ZoneId place = ZoneId.of(names.stream().skip(zone).findFirst().orElseThrow());
    Cron daily = Cron.parse(minute + " " + hour + " * * *").orElseThrow();

    Instant first = daily.next(Instant.ofEpochSecond(after), place).orElseThrow();
    Instant second = daily.next(first, place).orElseThrow();

    assertThat(first.getEpochSecond()).isGreaterThan(after);
    assertThat(Duration.between(first, second))
        .isBetween(Duration.ofHours(21), Duration.ofHours(27));
    assertThat(second.atZone(place).toLocalDate())
        .isEqualTo(first.atZone(place).toLocalDate().plusDays(1));
  }

  @Property
  void a_step_is_every_nth_from_where_it_begins(
      @ForAll @IntRange(max = 59) int from,
      @ForAll @IntRange(min = 1, max = 70) int step,
      @ForAll @LongRange(min = FROM, max = TO) long after) {
    Set<Integer> listed =
        Stream.iterate(from, n -> n < 60, n -> n + step).collect(Collectors.toSet());
    Instant start = Instant.ofEpochSecond(after);

    for (String text : Set.of(from + "/" + step, from + "-59/" + step)) {
      assertThat(Cron.parse(text + " * * * *").orElseThrow().next(start, ZoneOffset.UTC))
          .isEqualTo(
              Cron.parse(list(listed) + " * * * *").orElseThrow().next(start, ZoneOffset.UTC));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 0 1 1,6,12 *    | 2026-01-05T09:00:00Z | 2026-06-01T00:30:00Z",
        "*/10 * * * *       | 2026-01-05T09:00:00Z | 2026-01-05T09:10:00Z",
        "0/10 * * * MON-SUN | 2026-01-05T09:51:30Z | 2026-01-05T10:00:00Z",
        "0 8 * * 1-5        | 2026-01-02T08:00:00Z | 2026-01-05T08:00:00Z",
        "0 8 * * sat,7      | 2026-01-05T09:00:00Z | 2026-01-10T08:00:00Z",
        "0 0 29 feb *       | 2097-01-01T00:00:00Z | 2104-02-29T00:00:00Z",
        // both days are restricted: the 13th, or a Friday
        "0 0 13 * 5         | 2026-01-05T09:00:00Z | 2026-01-09T00:00:00Z",
        "0 0 13 * 5         | 2026-01-09T00:00:00Z | 2026-01-13T00:00:00Z",
        // one of them begins with an asterisk: an odd day that is a Friday
        "0 0 */2 * 5        | 2026-01-05T09:00:00Z | 2026-01-09T00:00:00Z",
        "0 0 */2 * 5        | 2026-01-09T00:00:00Z | 2026-01-23T00:00:00Z"
      })
  void the_next_time_is_as_crontab_says(String text, String after, String expected) {
    assertThat(next(text, after, ZoneOffset.UTC)).contains(Instant.parse(expected));
  }

  @Test
  void summer_time_moves_the_instant_and_not_the_local_time() {
    assertThat(next("0 8 * * *", "2026-03-28T09:00:00Z", LONDON))
        .contains(Instant.parse("2026-03-29T07:00:00Z"));
    // 01:30 is skipped on 29 March, and there twice on 25 October
    assertThat(next("30 1 * * *", "2026-03-28T09:00:00Z", LONDON))
        .contains(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(next("30 1 * * *", "2026-10-24T09:00:00Z", LONDON))
        .contains(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(next("30 1 * * *", "2026-10-25T00:30:00Z", LONDON))
        .contains(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void on_30_february_there_is_no_next_time() {
    assertThat(next("0 0 30 2 *", "2026-01-05T09:00:00Z", ZoneOffset.UTC)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 0 *",
        "* * * 13 *",
        "* * * * 8",
        "* * * MON *",
        "5-1 * * * *",
        "*/0 * * * *",
        "1,,2 * * * *",
        "1, * * * *",
        "*-5 * * * *",
        "-1 * * * *",
        "1-2-3 * * * *",
        "? * * * *",
        "* * L * *",
        "@daily",
        "cron(0 8 * * ? *)",
        "99999999999 * * * *"
      })
  void what_is_no_expression_is_none(String text) {
    assertThat(Cron.parse(text)).isEmpty();
  }
}
