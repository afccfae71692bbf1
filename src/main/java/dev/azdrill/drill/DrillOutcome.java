package dev.azdrill.drill;

import dev.azdrill.evidence.Verdict;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a drill or a session ended with.
 *
 * @param reason one sentence
 */
public record DrillOutcome(Verdict verdict, String reason) {
  /** One whose reason has several clauses, in their order. */
  static DrillOutcome of(Verdict verdict, Stream<String> clauses) {
    return new DrillOutcome(verdict, sentence(clauses));
  }

  /** The clauses as one sentence. */
  static String sentence(Stream<String> clauses) {
    return clauses.collect(Collectors.joining("; "));
  }
}
