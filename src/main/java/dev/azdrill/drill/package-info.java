/**
 * Hypothesis, faults, recovery expectations, verdict: one drill from its steady state to its
 * restoration.
 *
 * <p>The heart is {@link dev.azdrill.drill.StackMonitor}: it looks after every change, writes what
 * differs into the journal, and keeps its looks, so that an expectation is measured from when it
 * came true and not from when somebody asked. {@link dev.azdrill.drill.Guards} keep a fault from
 * being injected, or end what is broken early.
 */
@NullMarked
package dev.azdrill.drill;

import org.jspecify.annotations.NullMarked;
