/**
 * The catalogue of claims: what an architecture guarantees, as auditors say it, and how that is
 * proven from what is described.
 *
 * <p>A claim is {@linkplain dev.azdrill.evidence.GuaranteeVerdict#PROVEN proven} or {@linkplain
 * dev.azdrill.evidence.GuaranteeVerdict#VIOLATED violated}; whatever could not be read, and
 * whatever there is nothing of, makes it {@linkplain dev.azdrill.evidence.GuaranteeVerdict#UNKNOWN
 * unknown}, and unknown never passes. Every claim has {@linkplain dev.azdrill.guarantee.Mutant
 * mutants}: broken topologies on which it must fail. A check that no mutant kills is not evidence.
 *
 * <p>A {@link dev.azdrill.guarantee.Comparison} lays two architectures beside each other, by the
 * same means: packets that are followed, and the verdicts.
 */
@NullMarked
package dev.azdrill.guarantee;

import org.jspecify.annotations.NullMarked;
