/**
 * What was seen, when, by whom, and how strong it is: typed observations in an append-only journal,
 * and what they add up to. A run's evidence and its verdict are a function of its journal. Nothing
 * here formats for people.
 */
@NullMarked
package dev.azdrill.evidence;

import org.jspecify.annotations.NullMarked;
