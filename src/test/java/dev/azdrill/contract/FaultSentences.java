package dev.azdrill.contract;

import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.steps.ParameterTypes;
import io.cucumber.cucumberexpressions.ExpressionFactory;
import io.cucumber.cucumberexpressions.ParameterType;
import io.cucumber.cucumberexpressions.ParameterTypeRegistry;
import java.util.Locale;
import java.util.Optional;

/** Which fault of the catalogue a step of a feature injects. */
final class FaultSentences {
  private static final ExpressionFactory EXPRESSIONS = new ExpressionFactory(types());

  private FaultSentences() {}

  /** Empty when the step injects none, or none by a sentence of its own. */
  static Optional<FaultKind<?>> kind(String step) {
    return FaultCatalogue.own().stream()
        .filter(
            kind ->
                kind.sentences().stream()
                    .anyMatch(
                        each ->
                            EXPRESSIONS.createExpression(each.expression()).match(step) != null))
        .findFirst();
  }

  private static ParameterTypeRegistry types() {
    ParameterTypeRegistry types = new ParameterTypeRegistry(Locale.ENGLISH);
    types.defineParameterType(
        new ParameterType<>(
            "api",
            ParameterTypes.API,
            String.class,
            (String name) -> new ParameterTypes().api(name)));
    return types;
  }
}
