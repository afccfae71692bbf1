/**
 * What was seen, when, by whom, and how strong it is: an append-only journal of observations.
 * Nothing here formats for people.
 */
@NullMarked
package dev.azdrill.evidence;

import org.jspecify.annotations.NullMarked;
