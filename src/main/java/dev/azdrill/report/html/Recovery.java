package dev.azdrill.report.html;

import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Phase;
import dev.azdrill.report.text.MeasurementText;
import java.time.Duration;

/**
 * A measurement with the event from which it was counted.
 *
 * @param since that event, as the end of "since ..."
 * @param origin when that event was, counted from the drill's zero
 */
record Recovery(Measurement measurement, String since, Duration origin) {
  /** What those that were counted from the same event have in common. */
  record Group(Phase phase, String since, Duration origin) {
    /** {@code recovery, since the fault}. */
    String heading() {
      return MeasurementText.phase(phase) + ", since " + since;
    }
  }

  Group group() {
    return new Group(measurement.phase(), since, origin);
  }
}
