package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What clients saw between two moments of a drill. A slice belongs to the stretch in which it
 * begins.
 *
 * @param name for people
 * @param sent how many requests
 * @param failed how many of them were not served
 * @param failures from the first slice with a failure to the end of the last one, since the fault
 */
record TrafficWindow(String name, long sent, long failed, Optional<Failures> failures) {

  /** From when to when there were failures, to the slice, since the fault. */
  record Failures(Duration first, Duration last) {}

  /**
   * The stretches of a drill that hold any slice, in order.
   *
   * @param injected whether there was a fault that could divide them
   */
  static List<TrafficWindow> of(DrillTimes moments, boolean injected) {
    DrillRecord drill = moments.drill();
    Instant fault = drill.injected();
    List<TrafficWindow> all = new ArrayList<>();
    if (!injected) {
      add(all, moments, "without any fault", slice -> true);
      return all;
    }
    add(all, moments, "before the fault", slice -> slice.from().isBefore(fault));
    drill
        .undone()
        .ifPresentOrElse(
            undone -> {
              add(
                  all,
                  moments,
                  "while the fault held",
                  slice -> !slice.from().isBefore(fault) && slice.from().isBefore(undone));
              add(all, moments, "after the undo", slice -> !slice.from().isBefore(undone));
            },
            () -> add(all, moments, "from the fault on", slice -> !slice.from().isBefore(fault)));
    return all;
  }

  private static void add(
      List<TrafficWindow> all, DrillTimes moments, String name, Predicate<TrafficBucket> belongs) {
    List<TrafficBucket> slices = moments.drill().traffic().stream().filter(belongs).toList();
    if (slices.isEmpty()) {
      return;
    }
    List<TrafficBucket> failing = slices.stream().filter(slice -> slice.failed() > 0).toList();
    Optional<Failures> failures = Optional.empty();
    if (!failing.isEmpty()) {
      TrafficBucket last = failing.get(failing.size() - 1);
      failures =
          Optional.of(
              new Failures(
                  moments.since(failing.get(0).from()),
                  moments.since(last.from().plus(last.length()))));
    }
    all.add(
        new TrafficWindow(
            name,
            slices.stream().mapToLong(TrafficBucket::sent).sum(),
            slices.stream().mapToLong(TrafficBucket::failed).sum(),
            failures));
  }
}
