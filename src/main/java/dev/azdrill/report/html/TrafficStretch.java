package dev.azdrill.report.html;

import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.TrafficText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Buckets of traffic that touch and are alike: nothing sent, all served, or some failed. Not empty.
 */
record TrafficStretch(List<TrafficBucket> buckets) {
  /** What a bucket is like. */
  enum Kind {
    SILENT,
    SERVED,
    FAILING;

    static Kind of(TrafficBucket bucket) {
      if (bucket.failed() > 0) {
        return FAILING;
      }
      return bucket.sent() == 0 ? SILENT : SERVED;
    }
  }

  TrafficStretch {
    buckets = List.copyOf(buckets);
  }

  /** The stretches of a drill's traffic, in order. */
  static List<TrafficStretch> all(List<TrafficBucket> traffic) {
    List<TrafficStretch> all = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= traffic.size(); i++) {
      if (i == traffic.size() || !isContinued(traffic.get(i - 1), traffic.get(i))) {
        all.add(new TrafficStretch(traffic.subList(from, i)));
        from = i;
      }
    }
    return all;
  }

  private static boolean isContinued(TrafficBucket bucket, TrafficBucket next) {
    return bucket.to().equals(next.from()) && Kind.of(bucket) == Kind.of(next);
  }

  Kind kind() {
    return Kind.of(buckets.get(0));
  }

  Instant from() {
    return buckets.get(0).from();
  }

  Instant to() {
    return buckets.get(buckets.size() - 1).to();
  }

  /**
   * {@code 31 of 120 requests failed, in 2 buckets of 10 s (31 x 503)}. Says no length in seconds:
   * how long an outage was is known better than to a bucket.
   */
  String sentence() {
    long failed = buckets.stream().mapToLong(TrafficBucket::failed).sum();
    long sent = buckets.stream().mapToLong(TrafficBucket::sent).sum();
    String share = TrafficText.share(failed, sent);
    String outcomes = failed == 0 ? "" : TrafficText.outcomes(outcomes());
    Duration length = buckets.get(0).length();
    boolean even = buckets.stream().allMatch(each -> each.length().equals(length));
    return share
        + ", in "
        + Format.count(buckets.size(), "bucket")
        + (even ? " of " + Format.duration(length) : "")
        + (outcomes.isEmpty() ? "" : " (" + outcomes + ")");
  }

  private Map<String, Integer> outcomes() {
    Map<String, Integer> sum = new TreeMap<>();
    buckets.forEach(each -> each.outcomes().forEach((k, v) -> sum.merge(k, v, Integer::sum)));
    return sum;
  }
}
