package dev.azdrill.report;

import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What stood where before anything was broken: tiers from the door down, zones side by side. */
final class ArchitectureSection {
  private static final List<String> TIERS = List.of("door", "outbound", "application", "database");

  private final Markup out;
  private final RunEvidence dossier;
  private final List<String> zones;

  private ArchitectureSection(Markup out, RunEvidence dossier) {
    this.out = out;
    this.dossier = dossier;
    this.zones =
        dossier.placements().stream()
            .map(Placement::zone)
            .filter(zone -> !zone.isEmpty())
            .distinct()
            .sorted()
            .toList();
  }

  static void write(Markup out, RunEvidence dossier) {
    out.open("section", "id", "architecture", "aria-labelledby", "architecture-head");
    out.element("h2", "The architecture before the first fault", "id", "architecture-head");
    if (dossier.placements().isEmpty()) {
      out.element("p", "What stood where was not written down.", "class", "none");
    } else {
      new ArchitectureSection(out, dossier).plan();
    }
    out.close("section");
  }

  private void plan() {
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
    tiers().forEach(this::tier);
    out.close("tbody").close("table");
  }

  private List<String> tiers() {
    Stream<String> known = TIERS.stream().filter(tier -> !of(tier).isEmpty());
    return Stream.concat(known, dossier.placements().stream().map(Placement::tier))
        .distinct()
        .toList();
  }

  private List<Placement> of(String tier) {
    return dossier.placements().stream().filter(each -> each.tier().equals(tier)).toList();
  }

  private void tier(String tier) {
    List<Placement> everywhere = in(tier, "");
    boolean zonal = of(tier).size() > everywhere.size();
    List<Runnable> rows = new ArrayList<>();
    if (!everywhere.isEmpty()) {
      rows.add(
          () ->
              cell(
                  everywhere,
                  "colspan",
                  Integer.toString(Math.max(1, zones.size())),
                  "class",
                  "plan-all"));
    }
    if (zonal) {
      rows.add(() -> zones.forEach(zone -> cell(in(tier, zone))));
    }
    for (int i = 0; i < rows.size(); i++) {
      out.open("tr");
      if (i == 0) {
        out.element("th", tier, "scope", "row", "rowspan", Integer.toString(rows.size()));
      }
      rows.get(i).run();
      out.close("tr");
    }
  }

  private List<Placement> in(String tier, String zone) {
    return of(tier).stream().filter(each -> each.zone().equals(zone)).toList();
  }

  private void cell(List<Placement> placements, String... attributes) {
    out.open("td", attributes);
    if (placements.isEmpty()) {
      out.element("span", "nothing here", "class", "plan-empty");
    }
    for (Placement each : placements) {
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
    IntStream.range(0, dossier.drills().size())
        .filter(i -> dossier.drills().get(i).subject().equals(subject))
        .map(i -> i + 1)
        .forEach(
            number ->
                out.text(" ")
                    .element(
                        "a", "hit by drill " + number, "class", "hit", "href", "#drill-" + number));
  }
}
