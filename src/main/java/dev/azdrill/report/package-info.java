/**
 * Evidence as people and tools read it: a page for auditors and engineers, JSON, JUnit XML and the
 * journal. Everything is made of a {@link dev.azdrill.evidence.RunEvidence} alone, without a clock
 * and without a locale, so the same dossier gives the same bytes and can be rendered again at any
 * time.
 *
 * <p>{@code Reports} writes the files. {@code Markup} is the one place where text becomes markup;
 * the page is put together from one class per section.
 */
@NullMarked
package dev.azdrill.report;

import org.jspecify.annotations.NullMarked;
