package dev.azdrill.cli;

import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultParameter;
import dev.azdrill.fault.Fidelity;
import dev.azdrill.session.AwsAction;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what can be broken. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description = "Lists every fault, or says all about one: parameters, undo, fidelity.")
final class FaultsCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "FAULT",
      description = "such as zone-power-loss; all of them when it is left out")
  private @Nullable String word;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String wanted = word;
    if (wanted != null) {
      one(kind(wanted));
      return;
    }
    int width = FaultCatalogue.words().stream().mapToInt(String::length).max().orElse(0) + 2;
    for (FaultKind<?> each : FaultCatalogue.all()) {
      terminal().line(each.word() + " ".repeat(width - each.word().length()) + each.does());
    }
    terminal().line("");
    terminal().line("azdrill faults FAULT says all about one.");
    terminal()
        .line(
            "azdrill drill --fault FAULT[:KEY=VALUE...] injects one, with --plan it is only shown.");
  }

  private static FaultKind<?> kind(String word) {
    return FaultCatalogue.named(word)
        .orElseThrow(
            () ->
                new BadInput(
                    "expected a fault, saw "
                        + Printable.quoted(word)
                        + ": "
                        + Resemblance.advice(
                            word, FaultCatalogue.words(), "azdrill faults lists them")));
  }

  private void one(FaultKind<?> kind) {
    terminal().line(kind.word());
    terminal().line("  " + kind.does());
    terminal().line("  Undone by: " + kind.undoneBy() + ".");
    terminal().line("  Stays different: " + kind.lasting().orElse("nothing") + ".");
    terminal().line("  Clients recover: " + kind.recovery().words() + ".");
    terminal().line("  AWS API calls that change something: " + calls(kind) + ".");
    terminal().line("");
    terminal().line("Parameters, all of which may be left out:");
    for (FaultParameter each : kind.parameters()) {
      terminal()
          .line(
              "  "
                  + each.key()
                  + ": "
                  + each.type().words()
                  + each.otherwise().map(value -> " (default: " + value + ")").orElse(""));
      terminal().line("    " + each.meaning());
    }
    kind.rules().forEach(each -> terminal().line("  " + each.words()));
    if (!kind.sentences().isEmpty()) {
      terminal().line("");
      terminal().line("In features:");
      kind.sentences().forEach(each -> terminal().line("  When " + each.example()));
    }
    terminal().line("");
    terminal().line("Fidelity:");
    for (Fidelity.Place each : List.of(Fidelity.Place.values())) {
      terminal().line("  " + each.words() + ": " + kind.fidelity(each).words());
    }
  }

  private static String calls(FaultKind<?> kind) {
    return kind.apiCalls().isEmpty()
        ? "none"
        : kind.apiCalls().stream()
            .sorted()
            .map(AwsAction::toString)
            .collect(Collectors.joining(", "));
  }

  private Terminal terminal() {
    return Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
