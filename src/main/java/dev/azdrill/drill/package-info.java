/**
 * Hypothesis, faults, recovery expectations, verdict: one drill from its steady state to its
 * restoration.
 *
 * <p>The heart is {@link dev.azdrill.drill.StackMonitor}: it looks after every change, writes what
 * differs into the journal, and keeps its looks, so that an expectation is measured from when it
 * came true and not from when somebody asked.
 */
@NullMarked
package dev.azdrill.drill;

import org.jspecify.annotations.NullMarked;
