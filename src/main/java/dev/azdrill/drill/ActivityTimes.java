package dev.azdrill.drill;

import dev.azdrill.evidence.Component;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/**
 * When a group came to be as a look shows it, by its scaling activities: a look may come long
 * after, and AWS stamps an activity when it begins, and when its instance is in service or gone.
 * Source: Amazon EC2 Auto Scaling User Guide, "Verify a scaling activity for an Auto Scaling
 * group".
 *
 * @param before the look before the one that shows it
 * @param after the look that shows it
 */
record ActivityTimes(StackSnapshot before, StackSnapshot after) {
  /** AWS stamps to the second: what is stamped may have happened up to a second later. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * A time.
   *
   * @param at not before it happened
   * @param late how much later than it happened that may be
   */
  record Stamp(Instant at, Duration late) {
    static Stamp of(Instant told, Instant seen) {
      if (!told.equals(told.truncatedTo(ChronoUnit.SECONDS))) {
        return new Stamp(told, Duration.ZERO);
      }
      Instant latest = told.plus(SECOND);
      Instant at = latest.isBefore(seen) ? latest : seen;
      return new Stamp(at, Duration.between(told, at));
    }
  }

  /** An instance came to this state; empty: it is gone. */
  private record Change(Instant at, String instanceId, Optional<Instance> state) {}

  /** The looks between which something that was seen at this time came about. */
  static Optional<ActivityTimes> around(List<StackSnapshot> looks, Instant seen) {
    for (int i = 1; i < looks.size(); i++) {
      if (looks.get(i).at().equals(seen)) {
        return Optional.of(new ActivityTimes(looks.get(i - 1), looks.get(i)));
      }
    }
    return Optional.empty();
  }

  /**
   * When this came true.
   *
   * @param expectation of what the group has
   * @return empty where activities do not tell: it is not of the group alone, it was so before,
   *     what was desired has changed, or something came into service or went without an activity
   *     that is stamped between the two looks
   */
  Optional<Stamp> of(Expectation expectation) {
    return shown(expectation)
        .filter(holds -> before.desired() == after.desired() && !holds.test(before))
        .flatMap(holds -> changes().flatMap(all -> first(holds, all)))
        .map(at -> Stamp.of(at, after.at()));
  }

  /** How much earlier than {@link #after} something may have happened that it shows first. */
  Duration apart() {
    return Duration.between(before.asked(), after.at());
  }

  private static Optional<Predicate<StackSnapshot>> shown(Expectation expectation) {
    if (expectation instanceof Expectation.CapacityOutsideZone outside) {
      return Optional.of(seen -> seen.isWholeWithout(Set.of(outside.zone())));
    }
    return expectation.component() == Component.GROUP
            || expectation.component() == Component.GROUP_BALANCE
        ? expectation.returning()
        : Optional.empty();
  }

  /** Goes through what happened between the looks until it holds. */
  private Optional<Instant> first(Predicate<StackSnapshot> holds, List<Change> changes) {
    Map<String, Instance> instances = new LinkedHashMap<>(byId(before));
    for (Change each : changes) {
      each.state()
          .ifPresentOrElse(
              state -> instances.put(each.instanceId(), state),
              () -> instances.remove(each.instanceId()));
      if (holds.test(before.with(instances.values()))) {
        return Optional.of(each.at());
      }
    }
    return Optional.empty();
  }

  /** What happened to instances between the looks, in its order; empty where not all is stamped. */
  private Optional<List<Change>> changes() {
    Map<String, Instance> earlier = byId(before);
    Map<String, Instance> later = byId(after);
    List<Optional<Change>> all = new ArrayList<>();
    for (Instance each : later.values()) {
      if (serves(each) && !isServing(earlier, each.instanceId())) {
        all.add(
            end(each.instanceId()).map(at -> new Change(at, each.instanceId(), Optional.of(each))));
      }
    }
    for (Instance each : earlier.values()) {
      if (serves(each) && !isServing(later, each.instanceId())) {
        all.add(
            begin(each.instanceId())
                .map(at -> new Change(at, each.instanceId(), Optional.of(leaving(each)))));
      }
      if (!later.containsKey(each.instanceId())) {
        all.add(
            end(each.instanceId()).map(at -> new Change(at, each.instanceId(), Optional.empty())));
      }
    }
    return all.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(
            all.stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Change::at))
                .toList());
  }

  private static Map<String, Instance> byId(StackSnapshot look) {
    return look.group().instances().stream()
        .collect(
            Collectors.toMap(
                Instance::instanceId, each -> each, (one, other) -> other, LinkedHashMap::new));
  }

  private static boolean serves(Instance instance) {
    return instance.lifecycleState() == LifecycleState.IN_SERVICE;
  }

  private static boolean isServing(Map<String, Instance> instances, String id) {
    return instances.containsKey(id) && serves(instances.get(id));
  }

  private static Instance leaving(Instance instance) {
    return instance.toBuilder().lifecycleState(LifecycleState.TERMINATING).build();
  }

  /** When an activity of an instance that was under way ended between the looks, successfully. */
  private Optional<Instant> end(String instanceId) {
    return after.activities().stream()
        .filter(each -> names(each, instanceId))
        .filter(each -> each.statusCode() == ScalingActivityStatusCode.SUCCESSFUL)
        .map(Activity::endTime)
        .filter(each -> each.isAfter(before.asked()) && !each.isAfter(after.at()))
        .max(Comparator.naturalOrder());
  }

  /** When one began that was not over at the look before. What is described may be late. */
  private Optional<Instant> begin(String instanceId) {
    return after.activities().stream()
        .filter(each -> names(each, instanceId))
        .filter(each -> each.endTime() == null || each.endTime().isAfter(before.asked()))
        .map(Activity::startTime)
        .filter(each -> !each.isAfter(after.at()))
        .max(Comparator.naturalOrder())
        .map(each -> each.isBefore(before.at()) ? before.at() : each);
  }

  /** An activity has no field for its instance: its id stands in the description. */
  private static boolean names(Activity activity, String instance) {
    return activity.description() != null
        && Pattern.compile("(?<!\\w)" + Pattern.quote(instance) + "(?!\\w)")
            .matcher(activity.description())
            .find();
  }
}
