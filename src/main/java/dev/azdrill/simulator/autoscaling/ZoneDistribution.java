package dev.azdrill.simulator.autoscaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How a group's instances are spread over zones: where the next one goes, from where one is taken
 * away, and what to move. A value; ties go by the zone's name.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "How Amazon EC2 Auto Scaling balances instances
 * across Availability Zones".
 *
 * @param counts how many instances count in each zone, those without any included
 * @param enabled the group's zones now; others may still have instances
 */
record ZoneDistribution(SortedMap<String, Integer> counts, Set<String> enabled) {
  /** Launch one there, take one away from here. */
  record Move(String from, String to) {}

  static ZoneDistribution of(Set<String> enabled, List<String> zonesOfInstances) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    enabled.forEach(zone -> counts.put(zone, 0));
    zonesOfInstances.forEach(zone -> counts.merge(zone, 1, Integer::sum));
    return new ZoneDistribution(counts, enabled);
  }

  /** The enabled zones, fewest instances first. */
  List<String> launchOrder() {
    return counts.entrySet().stream()
        .filter(e -> enabled.contains(e.getKey()))
        .sorted(Comparator.comparing(Map.Entry<String, Integer>::getValue))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those of the enabled zones that have as few instances as any of them. */
  List<String> emptiest() {
    List<String> order = launchOrder();
    return order.stream().filter(zone -> count(zone) == count(order.get(0))).toList();
  }

  /**
   * The zones to take an instance from: those with the most instances, and before them those that
   * are no longer enabled.
   *
   * @param hasCandidate whether there is an instance in a zone that may be taken
   */
  List<String> fullest(Predicate<String> hasCandidate) {
    List<String> eligible = new ArrayList<>();
    int most = 0;
    for (Map.Entry<String, Integer> zone : counts.entrySet()) {
      int weight = weight(zone.getKey());
      if (zone.getValue() > 0 && weight >= most && hasCandidate.test(zone.getKey())) {
        if (weight > most) {
          eligible.clear();
        }
        most = weight;
        eligible.add(zone.getKey());
      }
    }
    return eligible;
  }

  private int count(String zone) {
    return counts.getOrDefault(zone, 0);
  }

  /** An instance in a zone that is not enabled weighs more than any number in one that is. */
  private int weight(String zone) {
    int count = count(zone);
    return enabled.contains(zone) || count == 0 ? count : count + (1 << 20);
  }

  /**
   * The move that evens out the zones best, if there is one that helps: a difference of one is as
   * even as it gets.
   *
   * @param usable whether an instance can be launched in a zone
   */
  Optional<Move> move(Predicate<String> usable) {
    List<String> fullest = fullest(zone -> true);
    Optional<String> to = launchOrder().stream().filter(usable).findFirst();
    if (fullest.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    String from = fullest.get(0);
    return weight(from) - count(to.get()) >= 2
        ? Optional.of(new Move(from, to.get()))
        : Optional.empty();
  }

  /** The placement once a move is made. */
  ZoneDistribution after(Move move) {
    SortedMap<String, Integer> moved = new TreeMap<>(counts);
    moved.merge(move.from(), -1, Integer::sum);
    moved.merge(move.to(), 1, Integer::sum);
    return new ZoneDistribution(moved, enabled);
  }

  /** {@code eu-west-2a eu-west-2b} and {@code 0 2}, for people. */
  String zones() {
    return String.join(" ", counts.keySet());
  }

  String numbers() {
    return String.join(" ", counts.values().stream().map(String::valueOf).toList());
  }
}
