package dev.azdrill.report.html;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.Strength;
import dev.azdrill.report.text.EventLine;
import dev.azdrill.report.text.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Placements by tier, from the internet inwards, with the zones side by side. */
final class ArchitectureTable {
  private final Markup out;
  private final List<Placement> placements;
  private final List<DrillRecord> drills;
  private final List<String> zones;

  private ArchitectureTable(Markup out, List<Placement> placements, List<DrillRecord> drills) {
    this.out = out;
    this.placements = placements;
    this.drills = drills;
    this.zones =
        placements.stream().flatMap(each -> each.zone().stream()).distinct().sorted().toList();
  }

  /**
   * Writes the table.
   *
   * @param drills those to which what they hit is linked
   */
  static void write(Markup out, List<Placement> placements, List<DrillRecord> drills) {
    new ArchitectureTable(out, placements, drills).table();
  }

  private void table() {
    out.open("table", "class", "plan", "style", "--zones:" + Math.max(1, zones.size()));
    out.open("caption").text("Each tier by Availability Zone ");
    Badge.write(out, Strength.CONTROL_PLANE);
    out.close("caption");
    out.open("thead").open("tr").element("th", "Tier", "scope", "col", "class", "plan-corner");
    for (String zone : zones) {
      out.open("th", "scope", "col").text(zone);
      hits(zone);
      out.close("th");
    }
    if (zones.isEmpty()) {
      out.element("th", "all zones", "scope", "col");
    }
    out.close("tr").close("thead").open("tbody");
    Stream.of(Placement.Tier.values())
        .filter(tier -> of(tier).findAny().isPresent())
        .forEach(this::tier);
    out.close("tbody").close("table");
  }

  private Stream<Placement> of(Placement.Tier tier) {
    return placements.stream().filter(each -> each.tier() == tier);
  }

  private void tier(Placement.Tier tier) {
    List<Placement> everywhere = in(tier, Optional.empty());
    boolean zonal = of(tier).count() > everywhere.size();
    List<Runnable> rows = new ArrayList<>();
    if (!everywhere.isEmpty()) {
      String span = Integer.toString(Math.max(1, zones.size()));
      rows.add(() -> cell(everywhere, "colspan", span, "class", "plan-all"));
    }
    if (zonal) {
      rows.add(() -> zones.forEach(zone -> cell(in(tier, Optional.of(zone)))));
    }
    for (int i = 0; i < rows.size(); i++) {
      out.open("tr");
      if (i == 0) {
        out.element(
            "th", EventLine.words(tier), "scope", "row", "rowspan", Integer.toString(rows.size()));
      }
      rows.get(i).run();
      out.close("tr");
    }
  }

  private List<Placement> in(Placement.Tier tier, Optional<String> zone) {
    return of(tier).filter(each -> each.zone().equals(zone)).toList();
  }

  private void cell(List<Placement> here, String... attributes) {
    out.open("td", attributes);
    if (here.isEmpty()) {
      out.element("span", "nothing here", "class", "plan-empty");
    }
    for (Placement each : here) {
      out.open("div", "class", "plan-thing");
      out.element("code", each.name());
      if (!each.detail().isEmpty()) {
        out.text(" ").element("span", each.detail(), "class", "plan-detail");
      }
      hits(each.name());
      out.close("div");
    }
    out.close("td");
  }

  /** Links to the drills that broke it. */
  private void hits(String subject) {
    IntStream.rangeClosed(1, drills.size())
        .filter(
            number ->
                drills.get(number - 1).faults().stream()
                    .anyMatch(fault -> fault.ref().subject().equals(subject)))
        .forEach(
            number ->
                out.text(" ")
                    .element(
                        "a", "hit by drill " + number, "class", "hit", "href", "#drill-" + number));
  }
}
