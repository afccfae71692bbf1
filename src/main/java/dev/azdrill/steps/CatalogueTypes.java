package dev.azdrill.steps;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.guarantee.Guarantee;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.text.Resemblance;
import io.cucumber.java.ParameterType;
import java.util.List;
import java.util.Optional;

/** Words of sentences that name something of a catalogue. A name that is not there is recorded. */
public final class CatalogueTypes {
  private final ScenarioContext context;

  public CatalogueTypes(ScenarioContext context) {
    this.context = context;
  }

  /** The name of a built-in drill in quotes: {@code "zone power loss"}. */
  @ParameterType("\"([^\"]*)\"")
  public BuiltInDrill drill(String name) {
    return named(
        BuiltInDrill.named(name),
        "one of the drills " + BuiltInDrill.all(),
        name,
        Resemblance.advice(
            name,
            BuiltInDrill.labels().stream().map(each -> each.replace('-', ' ')).toList(),
            "the drill of any fault is 'the drill of the fault \"FAULT\" runs'"));
  }

  /** A claim, in the words of the catalogue. */
  @ParameterType("[^,\"]+")
  public Guarantee claim(String statement) {
    List<String> all = Guarantees.all().stream().map(Guarantee::statement).toList();
    return named(
        Guarantees.stated(statement),
        "a claim of the catalogue",
        statement,
        Resemblance.advice(statement, all, "the catalogue has: " + String.join("; ", all)));
  }

  /** {@code a single NAT gateway}: how an architecture differs from its blueprint. */
  @ParameterType(Variation.WORDS)
  public Variation variation(String words) {
    return context.recorded(() -> Variation.called(words));
  }

  private <T> T named(Optional<T> found, String expected, String seen, String advice) {
    return found.orElseThrow(
        () -> context.outOfOrder("expected " + expected + ", saw '" + seen + "': " + advice));
  }
}
