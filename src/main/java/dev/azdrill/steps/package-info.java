/**
 * The sentences of the features. Steps are thin: each says in one or two lines which room does the
 * work.
 *
 * <p>They stand in the main artifact, because a team puts them on its test class path and writes
 * features of its own.
 */
@NullMarked
package dev.azdrill.steps;

import org.jspecify.annotations.NullMarked;
