/** Guarantees that were judged as SARIF, for tools that show findings of static analysis. */
@NullMarked
package dev.azdrill.report.sarif;

import org.jspecify.annotations.NullMarked;
