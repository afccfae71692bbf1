/**
 * Virtual time: a clock, a queue of events, a seed and the one lock under which all state changes.
 *
 * <p>The kernel knows nothing of AWS. Everything that takes time in the region is an event here,
 * and an event happens only when somebody moves the clock: no call does, no read does.
 */
@NullMarked
package dev.azdrill.simulator.kernel;

import org.jspecify.annotations.NullMarked;
