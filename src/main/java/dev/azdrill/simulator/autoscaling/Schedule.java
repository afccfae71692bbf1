package dev.azdrill.simulator.autoscaling;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/**
 * When a scheduled action runs: once, or again and again until an end.
 *
 * @param first when it runs first
 * @param recurrence when it runs afterwards; empty for once
 * @param end after which it does not recur
 * @param zone in which the recurrence is meant
 */
record Schedule(Instant first, Optional<Cron> recurrence, Optional<Instant> end, ZoneId zone) {

  /**
   * The schedule that is asked for, checked as AWS checks it. Who gives a start and a recurrence
   * gets both: the action runs at the start, and then as the recurrence says.
   *
   * @throws dev.azdrill.simulator.world.AwsError for times that are past, in the wrong order or
   *     none
   */
  static Schedule of(ScheduledUpdateGroupActionRequest asked, Instant now) {
    ZoneId zone = zone(asked.timeZone());
    Optional<Instant> start = Optional.ofNullable(asked.startTime());
    Optional<Instant> end = Optional.ofNullable(asked.endTime());
    Optional<Cron> recurrence =
        Optional.ofNullable(asked.recurrence())
            .map(
                text ->
                    Cron.parse(text)
                        .orElseThrow(() -> ScheduledActionErrors.recurrenceInvalid(text)));
    if (start.isPresent() && start.get().isBefore(now)) {
      throw ScheduledActionErrors.startInThePast();
    }
    if (end.isPresent() && end.get().isBefore(now)) {
      throw ScheduledActionErrors.endInThePast();
    }
    if (start.isEmpty() && recurrence.isEmpty()) {
      throw ScheduledActionErrors.timeMissing();
    }
    Instant first =
        start
            .or(() -> recurrence.flatMap(cron -> cron.next(now, zone)))
            .orElseThrow(() -> ScheduledActionErrors.recurrenceInvalid(asked.recurrence()));
    if (end.isPresent() && !end.get().isAfter(first)) {
      throw ScheduledActionErrors.endBeforeStart(end.get(), first);
    }
    return new Schedule(first, recurrence, end, zone);
  }

  private static ZoneId zone(@Nullable String name) {
    if (name == null) {
      return ZoneOffset.UTC;
    }
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw ScheduledActionErrors.timeZoneInvalid(name);
    }
    return ZoneId.of(name);
  }

  /** When it runs next after it has run; empty when that was the last time. */
  Optional<Instant> after(Instant run) {
    return recurrence
        .flatMap(cron -> cron.next(run, zone))
        .filter(next -> end.isEmpty() || !next.isAfter(end.get()));
  }
}
