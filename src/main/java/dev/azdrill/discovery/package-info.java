/**
 * Looks at what there is: Describe* calls of the AWS API, made into one {@link
 * dev.azdrill.inventory.Inventory}. It only reads, on every platform alike; what a platform does
 * not answer is in the inventory as unread, with the reason.
 */
@NullMarked
package dev.azdrill.discovery;

import org.jspecify.annotations.NullMarked;
