/**
 * What there is, as AWS described it: one value, made of the SDK's own model values, that can be
 * saved, loaded, compared and changed in thought. It makes no calls.
 */
@NullMarked
package dev.azdrill.inventory;

import org.jspecify.annotations.NullMarked;
