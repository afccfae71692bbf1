package dev.azdrill.fault;

import dev.azdrill.platform.Impairment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a platform counted of the effects of what it imposed. */
final class ImpairmentEffects {
  private ImpairmentEffects() {}

  /**
   * A sentence when each of them had an effect; empty while one had none.
   *
   * @param words what happened, by the impairment and how often it did
   */
  static <I extends Impairment> Optional<Witness> each(
      FaultContext context, List<I> imposed, BiFunction<I, Long, String> words) {
    List<String> seen = new ArrayList<>();
    for (I each : imposed) {
      long count = context.platform().impairments().effects(each);
      if (count == 0) {
        return Optional.empty();
      }
      seen.add(words.apply(each, count));
    }
    return Optional.of(Witness.found("the platform counted that " + String.join(", ", seen)));
  }
}
