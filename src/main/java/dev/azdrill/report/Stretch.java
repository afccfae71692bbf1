package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Slice;
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
record Stretch(String name, long sent, long failed, Optional<Failures> failures) {

  /** From when to when there were failures, to the slice, since the fault. */
  record Failures(Duration first, Duration last) {}

  /**
   * The stretches of a drill that hold any slice, in order.
   *
   * @param injected whether there was a fault that could divide them
   */
  static List<Stretch> of(Moments moments, boolean injected) {
    DrillRecord drill = moments.drill();
    Instant fault = drill.injected();
    List<Stretch> all = new ArrayList<>();
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
      List<Stretch> all, Moments moments, String name, Predicate<Slice> belongs) {
    List<Slice> slices = moments.drill().traffic().stream().filter(belongs).toList();
    if (slices.isEmpty()) {
      return;
    }
    List<Slice> failing = slices.stream().filter(slice -> slice.failed() > 0).toList();
    Optional<Failures> failures = Optional.empty();
    if (!failing.isEmpty()) {
      Slice last = failing.get(failing.size() - 1);
      failures =
          Optional.of(
              new Failures(
                  moments.since(failing.get(0).from()),
                  moments.since(last.from().plus(last.length()))));
    }
    all.add(
        new Stretch(
            name,
            slices.stream().mapToLong(Slice::sent).sum(),
            slices.stream().mapToLong(Slice::failed).sum(),
            failures));
  }
}
