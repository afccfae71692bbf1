package dev.azdrill.cli;

import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.Placement.Tier;
import dev.azdrill.report.text.EventLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What stands where, as rows of tiers and columns of zones. */
final class ConsoleArchitecture {
  private static final int HEAD = 15;
  private static final int COLUMN = 40;

  private ConsoleArchitecture() {}

  /** A header of zones, and below it what stands in each tier. */
  static List<String> lines(List<Placement> all) {
    Set<String> zones = new TreeSet<>();
    all.forEach(each -> each.zone().ifPresent(zones::add));
    List<String> lines = new ArrayList<>();
    lines.add(row("", List.copyOf(zones)));
    for (Tier tier : Tier.values()) {
      int height = zones.stream().mapToInt(zone -> in(all, tier, zone).size()).max().orElse(0);
      for (int i = 0; i < height; i++) {
        int line = i;
        lines.add(
            row(
                i == 0 ? EventLine.words(tier) : "",
                zones.stream()
                    .map(zone -> in(all, tier, zone))
                    .map(here -> line < here.size() ? here.get(line) : "")
                    .toList()));
      }
    }
    return lines;
  }

  private static List<String> in(List<Placement> all, Tier tier, String zone) {
    return all.stream()
        .filter(each -> each.tier() == tier && each.zone().filter(zone::equals).isPresent())
        .map(each -> each.name() + "  " + each.detail())
        .toList();
  }

  private static String row(String head, List<String> cells) {
    StringBuilder row = new StringBuilder(Columns.left(head, HEAD));
    cells.forEach(cell -> row.append(Columns.left(cell, COLUMN)));
    return row.toString().stripTrailing();
  }
}
