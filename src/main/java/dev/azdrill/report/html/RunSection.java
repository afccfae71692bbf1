package dev.azdrill.report.html;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.azdrill.evidence.Capability;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.Strength;
import dev.azdrill.report.text.Format;
import dev.azdrill.report.text.Markup;
import dev.azdrill.report.text.TrafficText;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** What was run where, how to run it again, and how strong the evidence is. */
final class RunSection {
  private RunSection() {}

  static void write(Markup out, RunEvidence evidence) {
    RunHeader header = evidence.header();
    out.open("section", "id", "run", "aria-labelledby", "run-head");
    out.element("h2", "What was run where", "id", "run-head");
    out.open("dl", "class", "facts");
    fact(out, "Platform", header.platform());
    header.stack().ifPresent(stack -> fact(out, "Stack", stack));
    fact(out, "Answered by", header.answeredBy());
    fact(out, "Client traffic", TrafficText.source(header.traffic()));
    fact(
        out,
        "Began",
        Format.moment(evidence.began())
            + ", took "
            + Format.duration(Duration.between(evidence.began(), evidence.ended())));
    fact(
        out,
        "Time",
        header.virtualTime()
            ? "virtual: all times are the simulation\u2019s, not a wall clock\u2019s"
            : "the platform\u2019s: the wall clock\u2019s, or, of what azdrill completes, one that"
                + " passes while azdrill waits");
    fact(out, "Random seed", header.seed());
    fact(
        out,
        "Strict",
        header.strict()
            ? "yes: a guarantee that is UNKNOWN fails the run"
            : "no: a guarantee that is UNKNOWN makes the run inconclusive");
    out.element("dt", "Reproduce");
    out.open("dd").open("pre").element("code", header.reproduce()).close("pre").close("dd");
    out.close("dl");
    capabilities(out, header.capabilities());
    legend(out, used(evidence));
    out.close("section");
  }

  private static void fact(Markup out, String name, String value) {
    out.element("dt", name).element("dd", value);
  }

  /** Who answered what, where that was not one implementation. */
  private static void capabilities(Markup out, List<Capability> capabilities) {
    if (capabilities.isEmpty()) {
      return;
    }
    out.element("h3", "What the platform could do when it was asked");
    Table table =
        Table.open(
            out, "capabilities", "Who provides which services and abilities", "What", "Provider");
    capabilities.stream()
        .collect(
            groupingBy(
                Capability::provider, LinkedHashMap::new, mapping(Capability::what, toList())))
        .forEach(
            (provider, what) ->
                table
                    .row()
                    .head("", () -> out.text(String.join(", ", what)))
                    .cell("", provider)
                    .end());
    table.close();
  }

  private static void legend(Markup out, Set<Strength> used) {
    out.element("h3", "How strong the evidence is");
    out.open("dl", "class", "legend");
    for (Strength each : used) {
      out.open("dt");
      Badge.write(out, each);
      out.close("dt").element("dd", Badge.meaning(each));
    }
    out.close("dl");
  }

  private static Set<Strength> used(RunEvidence evidence) {
    Set<Strength> used = EnumSet.noneOf(Strength.class);
    evidence.entries().stream().map(Entry::strength).forEach(used::add);
    evidence
        .drills()
        .forEach(
            drill -> {
              drill.measurements().stream().map(Measurement::strength).forEach(used::add);
              drill.objectives().stream().map(ObjectiveResult::strength).forEach(used::add);
              if (!drill.traffic().isEmpty() || !drill.outages().isEmpty()) {
                used.add(evidence.header().traffic().strength());
              }
              if (!drill.proofs().isEmpty()) {
                used.add(Strength.CONFIGURATION_PROOF);
              }
            });
    if (!evidence.proofs().isEmpty()) {
      used.add(Strength.CONFIGURATION_PROOF);
    }
    return used;
  }
}
