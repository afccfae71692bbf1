/**
 * One HTTP request of a client and what came of it, as a value. Whoever plays or measures clients
 * produces it, whoever counts or reports consumes it; the package makes no calls and formats
 * nothing.
 */
@NullMarked
package dev.azdrill.exchange;

import org.jspecify.annotations.NullMarked;
