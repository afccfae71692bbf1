/**
 * Evidence as people and tools read it. Everything is made of a {@link
 * dev.azdrill.evidence.RunEvidence} alone, without a clock and without a locale, so the same
 * evidence gives the same bytes and can be rendered again at any time.
 *
 * <p>{@code Reports} writes the files: {@code html} is a page for auditors and engineers, {@code
 * json} is for tools, {@code junit} is for build servers. {@code text} is what they share, and what
 * the command line uses, too: observations as sentences, numbers, times, and text made safe.
 */
@NullMarked
package dev.azdrill.report;

import org.jspecify.annotations.NullMarked;
