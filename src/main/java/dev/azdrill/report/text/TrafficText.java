package dev.azdrill.report.text;

import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.text.Printable;
import java.util.Map;
import java.util.stream.Collectors;

/** What clients saw as sentences. */
public final class TrafficText {
  private TrafficText() {}

  /** What may be said of what clients saw. */
  public static String source(TrafficSource source) {
    return switch (source) {
      case MEASURED -> "measured";
      case SIMULATED -> "simulated, not measured on AWS";
      case NONE -> "no clients";
    };
  }

  /** {@code errors for 40 s, 245 requests failed (200 x 503, 45 x timeout)}. */
  public static String outage(Outage outage) {
    return "errors for "
        + Format.duration(outage.length())
        + ", "
        + Format.count(outage.failed(), "request")
        + " failed"
        + inBrackets(outage.outcomes());
  }

  /** {@code 31 of 60 requests failed, in 1 bucket of 10 s (31 x 503)}. */
  public static String bucket(TrafficBucket bucket) {
    return share(bucket.failed(), bucket.sent())
        + ", in 1 bucket of "
        + Format.duration(bucket.length())
        + (bucket.failed() == 0 ? "" : inBrackets(bucket.outcomes()));
  }

  /** {@code 31 of 60 requests failed}, {@code 60 requests, none failed}. */
  public static String share(long failed, long sent) {
    if (sent == 0) {
      return "no requests";
    }
    return failed == 0
        ? Format.count(sent, "request") + ", none failed"
        : Format.count(failed) + " of " + Format.count(sent, "request") + " failed";
  }

  /** {@code 200 x 503, 45 x timeout}, in the order of the outcomes. */
  public static String outcomes(Map<String, Integer> outcomes) {
    return outcomes.entrySet().stream()
        .map(each -> Format.count(each.getValue()) + " \u00d7 " + Printable.line(each.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String inBrackets(Map<String, Integer> outcomes) {
    return outcomes.isEmpty() ? "" : " (" + outcomes(outcomes) + ")";
  }
}
