package dev.azdrill.drill;

import dev.azdrill.evidence.Verdict;

/**
 * What a drill or a session ended with.
 *
 * @param reason one sentence
 */
public record DrillOutcome(Verdict verdict, String reason) {}
