package dev.azdrill.network.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from one to another, both included.
 *
 * @param to not less than {@code from}
 */
public record Range(long from, long to) {
  public Range {
    if (from > to) {
      throw new IllegalArgumentException("expected numbers in order, saw " + from + "-" + to);
    }
  }

  public boolean contains(long number) {
    return from <= number && number <= to;
  }

  boolean overlaps(Range other) {
    return from <= other.to && other.from <= to;
  }

  /** What both have; only for ranges that overlap. */
  Range and(Range other) {
    return new Range(Math.max(from, other.from), Math.min(to, other.to));
  }

  /** What is left of this without the other: none, one or two. */
  List<Range> minus(Range other) {
    if (!overlaps(other)) {
      return List.of(this);
    }
    List<Range> left = new ArrayList<>(2);
    if (from < other.from) {
      left.add(new Range(from, other.from - 1));
    }
    if (to > other.to) {
      left.add(new Range(other.to + 1, to));
    }
    return left;
  }
}
