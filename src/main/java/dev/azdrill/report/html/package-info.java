/**
 * Evidence as a page for people: one class per section, drawn as HTML and SVG without any script.
 */
@NullMarked
package dev.azdrill.report.html;

import org.jspecify.annotations.NullMarked;
