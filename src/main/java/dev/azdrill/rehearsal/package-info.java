/**
 * Rehearsals: drills of a stack that stands elsewhere, on its simulated twin, with many random
 * seeds. Nothing is done to the stack itself.
 */
@NullMarked
package dev.azdrill.rehearsal;

import org.jspecify.annotations.NullMarked;
