package dev.azdrill.report.html;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time axis of a drill: seconds since its fault as percents of the width of the drawing, so
 * that the drawing fits any page while its letters keep their size.
 */
final class Axis {
  private static final int TICKS_MAX = 10;

  /** Of what follows the fault: as much of the steady state before it is shown. */
  private static final double LEAD = 0.06;

  /** Steps that people count in, in seconds. */
  private static final int[] STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400
  };

  private final double from;
  private final double to;

  /**
   * @param end the last thing to be shown, since the fault
   */
  Axis(Duration end) {
    this.to = Math.max(1, seconds(end));
    this.from = -to * LEAD;
  }

  /** Where a time stands; times beyond the ends stand at the ends. */
  double percent(Duration sinceFault) {
    double within = Math.min(to, Math.max(from, seconds(sinceFault)));
    return (within - from) / (to - from) * 100;
  }

  /** Whether a time is on the axis. */
  boolean shows(Duration sinceFault) {
    return seconds(sinceFault) >= from && seconds(sinceFault) <= to;
  }

  /** The round times that get a label, the fault's own first. */
  List<Duration> ticks() {
    int step =
        IntStream.of(STEPS)
            .filter(each -> to / each <= TICKS_MAX)
            .findFirst()
            .orElse((int) Math.ceil(to / TICKS_MAX));
    List<Duration> ticks = new ArrayList<>();
    for (long at = 0; at <= to; at += step) {
      ticks.add(Duration.ofSeconds(at));
    }
    return ticks;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
