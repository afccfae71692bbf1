package dev.azdrill.guarantee;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Reserved;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * IPv4 addresses that somebody on the internet may have.
 *
 * @param ranges of addresses, ascending, none beside another
 */
record AddressSet(List<Range> ranges) {
  static final AddressSet NONE = new AddressSet(List.of());

  /** All of them. */
  static final AddressSet INTERNET =
      joined(
              Reserved.offTheInternet().stream()
                  .flatMap(each -> each.blocks().stream())
                  .map(Range::of)
                  .toList())
          .gaps();

  AddressSet {
    ranges = List.copyOf(ranges);
  }

  /** Addresses from one to another, both included. */
  record Range(long first, long last) {
    private static Range of(Cidr block) {
      return new Range(block.first(), block.last());
    }

    private long size() {
      return last - first + 1;
    }
  }

  /** Those in one of these blocks. */
  static AddressSet of(List<Cidr> blocks) {
    return joined(blocks.stream().map(Range::of).toList()).and(INTERNET);
  }

  /** Those in one of these ranges. */
  static AddressSet within(List<Range> ranges) {
    return joined(ranges).and(INTERNET);
  }

  private static AddressSet joined(List<Range> all) {
    List<Range> joined = new ArrayList<>();
    for (Range each : all.stream().sorted(Comparator.comparingLong(Range::first)).toList()) {
      Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && each.first() <= before.last() + 1) {
        joined.set(
            joined.size() - 1, new Range(before.first(), Math.max(before.last(), each.last())));
      } else {
        joined.add(each);
      }
    }
    return new AddressSet(joined);
  }

  /** What is between the ranges, before the first and behind the last. */
  private AddressSet gaps() {
    List<Range> gaps = new ArrayList<>();
    long next = Cidr.ALL.first();
    for (Range each : ranges) {
      if (each.first() > next) {
        gaps.add(new Range(next, each.first() - 1));
      }
      next = each.last() + 1;
    }
    if (next <= Cidr.ALL.last()) {
      gaps.add(new Range(next, Cidr.ALL.last()));
    }
    return new AddressSet(gaps);
  }

  /** All others on the internet. */
  AddressSet others() {
    return gaps().and(INTERNET);
  }

  /** Those that are not in the other. */
  AddressSet without(AddressSet other) {
    return and(other.others());
  }

  /** Those in both. */
  AddressSet and(AddressSet other) {
    List<Range> both = new ArrayList<>();
    int one = 0;
    int two = 0;
    while (one < ranges.size() && two < other.ranges.size()) {
      Range a = ranges.get(one);
      Range b = other.ranges.get(two);
      if (a.first() <= b.last() && b.first() <= a.last()) {
        both.add(new Range(Math.max(a.first(), b.first()), Math.min(a.last(), b.last())));
      }
      if (a.last() < b.last()) {
        one++;
      } else {
        two++;
      }
    }
    return new AddressSet(both);
  }

  /** Those in one of them, or in both. */
  AddressSet or(AddressSet other) {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return joined(all);
  }

  /** Whether these are less than half of the internet. */
  boolean areFew() {
    return size() * 2 < INTERNET.size();
  }

  /** How many they are: {@code 256 of the 3702390784 addresses on the internet}. */
  String words() {
    return size() + " of the " + INTERNET.size() + " addresses on the internet";
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** How many. */
  long size() {
    return ranges.stream().mapToLong(Range::size).sum();
  }
}
