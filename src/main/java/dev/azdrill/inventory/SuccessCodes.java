package dev.azdrill.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * The HTTP statuses that pass a target group's health check, as its matcher says them: {@code 200},
 * {@code 200,301} or {@code 200-299}. Source: Elastic Load Balancing, "Health checks for your
 * target groups", success codes.
 *
 * @param codes as they are written
 */
public record SuccessCodes(String codes) {
  /** Those of a target group; empty for one whose checks only open a connection. */
  public static Optional<SuccessCodes> of(TargetGroup targets) {
    return Optional.ofNullable(targets.matcher())
        .flatMap(each -> Optional.ofNullable(each.httpCode()))
        .map(SuccessCodes::new);
  }

  /** Whether this status passes. */
  public boolean contains(int status) {
    return ranges().stream().anyMatch(each -> each.from <= status && status <= each.to);
  }

  /** The least status that passes and is not below {@code least}. */
  public OptionalInt firstFrom(int least) {
    return ranges().stream()
        .filter(each -> each.to >= least)
        .flatMapToInt(each -> IntStream.of(Math.max(each.from, least)))
        .min();
  }

  /** Both ends belong to it. */
  private record Range(int from, int to) {}

  private List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (String each : codes.split(",", -1)) {
      String[] bounds = each.strip().split("-", -1);
      ranges.add(
          new Range(
              Integer.parseInt(bounds[0].strip()),
              Integer.parseInt(bounds[bounds.length - 1].strip())));
    }
    return ranges;
  }
}
