/** Clients of the application through its door, and what they saw. */
@NullMarked
package dev.azdrill.traffic;

import org.jspecify.annotations.NullMarked;
