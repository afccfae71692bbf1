/**
 * A run of features: whether their files say what was meant, which scenarios were executed, and the
 * evidence of all of them with one verdict. It knows no sentence and no runner: steps and the
 * command line both use it.
 */
@NullMarked
package dev.azdrill.feature;

import org.jspecify.annotations.NullMarked;
