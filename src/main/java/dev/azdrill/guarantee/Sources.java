package dev.azdrill.guarantee;

import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of IPv4 addresses.
 *
 * @param ranges disjoint, each from its first to its last address
 */
record Sources(List<Range> ranges) {
  static final Sources ALL = new Sources(List.of(new Range(Cidr.ALL.first(), Cidr.ALL.last())));

  Sources {
    ranges = List.copyOf(ranges);
  }

  /** Addresses from the first to the last. */
  record Range(long first, long last) {}

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Those that are in none of these blocks. */
  Sources without(Collection<Cidr> blocks) {
    List<Range> left = ranges;
    for (Cidr block : blocks) {
      List<Range> next = new ArrayList<>();
      for (Range each : left) {
        if (each.first() < block.first()) {
          next.add(new Range(each.first(), Math.min(each.last(), block.first() - 1)));
        }
        if (each.last() > block.last()) {
          next.add(new Range(Math.max(each.first(), block.last() + 1), each.last()));
        }
      }
      left = next;
    }
    return new Sources(left);
  }
}
