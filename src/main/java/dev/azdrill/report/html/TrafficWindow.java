package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What clients saw between two events of a drill. A bucket belongs to the window in which it
 * begins.
 *
 * @param name for people
 * @param sent how many requests
 * @param failed how many of them were not served
 */
record TrafficWindow(String name, long sent, long failed) {
  /** The windows of a drill that hold any bucket, in order. */
  static List<TrafficWindow> of(DrillRecord drill) {
    List<TrafficWindow> all = new ArrayList<>();
    if (drill.imposed().isEmpty()) {
      add(all, drill, "without any fault", from -> true);
      return all;
    }
    Instant fault = drill.imposed().get();
    add(all, drill, "before the fault", from -> from.isBefore(fault));
    drill
        .undone()
        .ifPresentOrElse(
            undone -> {
              add(
                  all,
                  drill,
                  "while the fault held",
                  from -> !from.isBefore(fault) && from.isBefore(undone));
              add(all, drill, "after the undo", from -> !from.isBefore(undone));
            },
            () -> add(all, drill, "from the fault on", from -> !from.isBefore(fault)));
    return all;
  }

  private static void add(
      List<TrafficWindow> all, DrillRecord drill, String name, Predicate<Instant> belongs) {
    List<TrafficBucket> buckets =
        drill.traffic().stream().filter(each -> belongs.test(each.from())).toList();
    if (!buckets.isEmpty()) {
      all.add(
          new TrafficWindow(
              name,
              buckets.stream().mapToLong(TrafficBucket::sent).sum(),
              buckets.stream().mapToLong(TrafficBucket::failed).sum()));
    }
  }
}
