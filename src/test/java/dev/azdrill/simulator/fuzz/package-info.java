/** Requests as nobody means them: generated, mutated, and what must hold of every answer. */
@NullMarked
package dev.azdrill.simulator.fuzz;

import org.jspecify.annotations.NullMarked;
