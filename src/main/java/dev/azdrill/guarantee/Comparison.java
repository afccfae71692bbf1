package dev.azdrill.guarantee;

import dev.azdrill.guarantee.Posture.Trait;
import dev.azdrill.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;

/**
 * Two architectures beside each other.
 *
 * @param rows the traits of both
 */
public record Comparison(List<Row> rows) {
  public Comparison {
    rows = List.copyOf(rows);
  }

  /** How the two are to each other in one trait. */
  public enum Relation {
    /** They are the same in it. */
    SAME,
    /** They differ in it. */
    DIFFERENT,
    /** It cannot be told, because something was not read in one of them. */
    UNKNOWN
  }

  /** How many rows are of this relation. */
  public long count(Relation relation) {
    return rows.stream().filter(each -> each.relation() == relation).count();
  }

  /**
   * One trait of both.
   *
   * @param name what it is about
   * @param first what is so in the first
   * @param second what is so in the second
   * @param relation whether that is the same
   */
  public record Row(String name, List<String> first, List<String> second, Relation relation) {
    public Row {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }

    private static Row of(Trait first, Trait second) {
      boolean isKnown = first.compared().isPresent() && second.compared().isPresent();
      Relation said =
          first.compared().equals(second.compared()) ? Relation.SAME : Relation.DIFFERENT;
      return new Row(
          first.name(), first.values(), second.values(), isKnown ? said : Relation.UNKNOWN);
    }
  }

  /** Compares what is described. */
  public static Comparison of(Inventory first, Inventory second) {
    List<Trait> one = Posture.of(first);
    List<Trait> other = Posture.of(second);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      rows.add(Row.of(one.get(i), other.get(i)));
    }
    return new Comparison(rows);
  }
}
