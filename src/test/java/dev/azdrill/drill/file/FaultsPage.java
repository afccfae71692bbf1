package dev.azdrill.drill.file;

import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultParameter;
import dev.azdrill.fault.ParameterRule;
import dev.azdrill.fault.Restorer;
import dev.azdrill.session.AwsAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The reference page of faults, made from the catalogue. */
final class FaultsPage {
  private static final String HEAD =
      """
      # Faults

      Every fault that azdrill can inject. `azdrill faults` prints the same, and `azdrill faults FAULT` how true it is on which platform.
      This page is written from the catalogue (`make faults`); a test compares them.

      A fault has a word and parameters, all of which may be left out. The word alone takes the first of what it hits:

      - on the command line: `azdrill drill --fault zone-power-loss:zone=eu-west-2a`,
      - in a drill file: `inject: {zone-power-loss: {zone: eu-west-2a}}` (see [drills.md](drills.md)),
      - in a feature: `When the fault "zone-power-loss:zone=eu-west-2a" is injected`, a sentence of its own (see [below](#sentences)),
        or the whole drill: `When the drill of the fault "zone-power-loss:zone=eu-west-2a" runs`.

      *Injected through* says what a platform must be able to do. AWS API calls work wherever the API is
      answered. What AWS has no API for is imposed by the platform, as far as it can: see [platforms.md](platforms.md).

      A drill of a fault that nothing shows, because it is felt only beside another (`bad-boot`, `zone-capacity-loss`), is inconclusive:
      inject both, as in `--fault bad-boot+instance-termination`.

      *Clients recover* says when the clients of an architecture that keeps its promise are served without errors again.
      """;

  private FaultsPage() {}

  static String text() {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    lines.add(
        "| fault | what it does | injected through | undone by | stays different | clients recover |");
    lines.add("|---|---|---|---|---|---|");
    for (FaultKind<?> each : FaultCatalogue.own()) {
      lines.add(
          "| `"
              + each.word()
              + "` | "
              + each.does()
              + " | "
              + each.needs()
                  .map(ability -> "the platform: " + ability.words())
                  .orElse("AWS API calls")
              + " | "
              + each.undoneBy()
              + " | "
              + each.lasting().orElse("nothing")
              + " | "
              + each.recovery().words()
              + " |");
    }
    lines.add("");
    lines.add("## Parameters");
    lines.add("");
    lines.add("| fault | key | what may stand there | left out | meaning |");
    lines.add("|---|---|---|---|---|");
    FaultCatalogue.own().forEach(each -> parameters(each, lines));
    sentences(lines);
    calls(lines);
    return String.join("\n", lines) + "\n";
  }

  private static void sentences(List<String> lines) {
    lines.add("");
    lines.add("## Sentences");
    lines.add("");
    lines.add(
        "How a step of a feature injects each fault. \"An instance\" is the first in service by");
    lines.add("id. Whatever a sentence does not say is as in the parameters that are left out.");
    lines.add("");
    lines.add("| fault | sentence |");
    lines.add("|---|---|");
    for (FaultKind<?> kind : FaultCatalogue.own()) {
      kind.sentences()
          .forEach(each -> lines.add("| `" + kind.word() + "` | `When " + each.example() + "` |"));
    }
  }

  private static void calls(List<String> lines) {
    lines.add("");
    lines.add("## AWS API calls");
    lines.add("");
    lines.add("What a fault's act may change, as IAM names it. Any other call that is not a read");
    lines.add(
        "(`Describe*`, `Get*`, `List*`) is refused before it is sent. A fault that the platform");
    lines.add("imposes calls nothing.");
    lines.add("");
    lines.add("| fault | calls |");
    lines.add("|---|---|");
    for (FaultKind<?> each : FaultCatalogue.own()) {
      if (!each.apiCalls().isEmpty()) {
        lines.add("| `" + each.word() + "` | " + code(each.apiCalls()) + " |");
      }
    }
    lines.add("");
    lines.add("Every undo together, with the tags that say what waits for one:");
    lines.add(code(Restorer.CALLS.actions()) + ".");
  }

  private static String code(Collection<AwsAction> calls) {
    return calls.stream().sorted().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
  }

  private static void parameters(FaultKind<?> kind, List<String> lines) {
    for (FaultParameter each : kind.parameters()) {
      lines.add(
          "| `"
              + kind.word()
              + "` | `"
              + each.key()
              + "` | "
              + each.type().words()
              + " | "
              + each.otherwise().map(value -> "`" + value + "`").orElse("")
              + " | "
              + each.meaning()
              + rules(kind, each.key())
              + " |");
    }
  }

  private static String rules(FaultKind<?> kind, String key) {
    StringBuilder text = new StringBuilder();
    for (ParameterRule rule : kind.rules()) {
      if (rule instanceof ParameterRule.OnlyWith with && with.key().equals(key)) {
        text.append(" (").append(rule.words()).append(')');
      } else if (rule instanceof ParameterRule.NotBoth both && both.other().equals(key)) {
        text.append(" (").append(rule.words()).append(')');
      }
    }
    return text.toString();
  }
}
