package dev.azdrill.cli;

import dev.azdrill.guarantee.Comparison;
import dev.azdrill.guarantee.Comparison.Relation;
import java.util.ArrayList;
import java.util.List;

/** A comparison as three columns of text. */
record ComparisonTable(String first, String second) {
  private static final int NAME = 34;
  private static final int COLUMN = 40;

  /** A header, the rows, and how many of them differ. */
  List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    row(lines, "", List.of(first), List.of(second));
    lines.add("");
    for (Comparison.Row each : comparison.rows()) {
      row(lines, mark(each.relation()) + each.name(), each.first(), each.second());
    }
    lines.add("");
    lines.add(
        "They differ in "
            + comparison.count(Relation.DIFFERENT)
            + " of "
            + comparison.rows().size()
            + " rows"
            + (comparison.count(Relation.UNKNOWN) == 0
                ? "."
                : "; " + comparison.count(Relation.UNKNOWN) + " cannot be told."));
    return lines;
  }

  private static String mark(Relation relation) {
    return switch (relation) {
      case SAME -> "  ";
      case DIFFERENT -> "* ";
      case UNKNOWN -> "? ";
    };
  }

  private static void row(
      List<String> lines, String name, List<String> first, List<String> second) {
    List<String> names = wrapped(List.of(name), NAME - 2);
    List<String> left = wrapped(first, COLUMN - 2);
    List<String> right = wrapped(second, COLUMN - 2);
    int height = Math.max(names.size(), Math.max(left.size(), right.size()));
    for (int i = 0; i < height; i++) {
      String line =
          Columns.left(at(names, i), NAME) + Columns.left(at(left, i), COLUMN) + at(right, i);
      lines.add(line.stripTrailing());
    }
  }

  private static String at(List<String> cells, int place) {
    return place < cells.size() ? cells.get(place) : "";
  }

  /** Broken between words; what follows the first line of each is set in. */
  private static List<String> wrapped(List<String> texts, int width) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      String rest = text;
      while (rest.length() > width) {
        int at = rest.lastIndexOf(' ', width);
        int end = rest.substring(0, Math.max(at, 0)).isBlank() ? width : at;
        lines.add(rest.substring(0, end));
        rest = "  " + rest.substring(end).strip();
      }
      lines.add(rest);
    }
    return lines;
  }
}
