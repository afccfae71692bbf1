/**
 * What there is, as AWS described it: one value, made of the SDK's own model values, that can be
 * saved, loaded, compared and changed in thought. It makes no calls. {@link
 * dev.azdrill.inventory.Snapshot} reads one from disk, also from what the AWS CLI printed.
 */
@NullMarked
package dev.azdrill.inventory;

import org.jspecify.annotations.NullMarked;
