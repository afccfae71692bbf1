package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.autoscaling.CronField.Kind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cron expression: minute, hour, day of month, month, day of week. Where both days are
 * restricted, one of them is enough.
 *
 * <p>A local time that a zone skips is that much later; one that it has twice counts once.
 *
 * <p>Source: crontab(5), to which the Amazon EC2 Auto Scaling API Reference refers; {@code 0/10}
 * and {@code MON-SUN}, which AWS takes, too.
 */
record Cron(
    CronField minute, CronField hour, CronField dayOfMonth, CronField month, CronField dayOfWeek) {
  private static final int FIELDS = 5;
  private static final int HOURS = 24;
  private static final int MINUTES = 60;

  /** Whatever happens at all happens within this: 29 February is eight years apart at most. */
  private static final int DAYS_MAX = 9 * 366;

  /** The expression of this text; empty where it is none. */
  static Optional<Cron> parse(String text) {
    String[] fields = text.strip().split("\\s+", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    Kind[] kinds = Kind.values();
    CronField[] parsed = new CronField[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
      Optional<CronField> field = CronField.parse(fields[i], kinds[i]);
      if (field.isEmpty()) {
        return Optional.empty();
      }
      parsed[i] = field.get();
    }
    return Optional.of(new Cron(parsed[0], parsed[1], parsed[2], parsed[3], parsed[4]));
  }

  /** The first time after this one; empty where there is none, as on 30 February. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    LocalDate first = LocalDate.ofInstant(after, zone).minusDays(1);
    return IntStream.range(0, DAYS_MAX)
        .mapToObj(first::plusDays)
        .filter(this::matches)
        .flatMap(day -> firstOf(day, after, zone).stream())
        .findFirst();
  }

  private Optional<Instant> firstOf(LocalDate day, Instant after, ZoneId zone) {
    return IntStream.range(0, HOURS)
        .filter(hour::matches)
        .boxed()
        .flatMap(
            h ->
                IntStream.range(0, MINUTES)
                    .filter(minute::matches)
                    .mapToObj(m -> day.atTime(h, m).atZone(zone).toInstant()))
        .filter(time -> time.isAfter(after))
        .min(Comparator.naturalOrder());
  }

  private boolean matches(LocalDate day) {
    boolean ofMonth = dayOfMonth.matches(day.getDayOfMonth());
    boolean ofWeek = dayOfWeek.matches(day.getDayOfWeek().getValue() % DayOfWeek.values().length);
    boolean both = dayOfMonth.isOpen() || dayOfWeek.isOpen();
    return month.matches(day.getMonthValue()) && (both ? ofMonth && ofWeek : ofMonth || ofWeek);
  }
}
