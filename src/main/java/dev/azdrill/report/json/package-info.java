/** Evidence as JSON for tools. */
@NullMarked
package dev.azdrill.report.json;

import org.jspecify.annotations.NullMarked;
